/* One end of a pipe as the thread that owns its handle sees it; nobody else reads or writes it. */
#ifndef LINK_H
#define LINK_H

#include "pieces.h"
#include "pipe.h"

#include <stdbool.h>

typedef enum link_state {
    LINK_FREE,
    LINK_ASKED,   /* this side made it: open comes when the other accepts */
    LINK_ARRIVED, /* accepted: its open event is due */
    LINK_OPEN,
    LINK_CLOSING, /* this side closed it: its closed event is due */
    LINK_ENDED,   /* told closed; pieces may still be out, and the other end may not be done */
} link_state_t;

typedef struct link {
    pipe_t *pipe;
    pipe_end_t *own;
    pipe_end_t *peer;
    uint64_t tail;      /* bytes queued, published or not */
    uint64_t peer_head; /* as last read: no more room than this was ever promised */
    uint64_t taken;     /* bytes given in events */
    uint64_t head;      /* bytes released */
    uint64_t peer_tail; /* as last read */
    uint32_t conn;
    uint8_t state;
    bool accepted;
    bool dirty;
} link_t;

void link_start(link_t *link, uint32_t conn, pipe_t *pipe, bool accepted);

/* Takes the next event; false when there is none, and then a ring of the door announces more. */
bool link_take(link_t *link, pieces_t *pieces, gw_event_t *event);

/* Gives back the piece that the token names: 0, or -EINVAL when it is not the oldest one out. */
int32_t link_release(link_t *link, uint64_t token);

/* -ENOTCONN when it cannot be sent to any more, else 0. */
int32_t link_check(const link_t *link);

/* Free bytes of the ring, looking at the other's cursor when fewer than wanted are known of. */
uint64_t link_room(link_t *link, uint64_t wanted);

/* Copies into the ring; there must be room. */
void link_write(link_t *link, const uint8_t *data, uint32_t length);

/* Shows the other end what is queued; true when there was something. */
bool link_publish(link_t *link);

#endif
