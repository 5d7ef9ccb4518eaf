/* One TCP connection of the kernel: its socket, what has come out of it and what is to go in. */
#ifndef SOCK_H
#define SOCK_H

#include "pieces.h"

#include <netinet/in.h>

typedef enum sock_state {
    SOCK_FREE,
    SOCK_ASKED,   /* this side made it: open comes when the kernel says so */
    SOCK_ARRIVED, /* accepted: its open event is due */
    SOCK_OPEN,
    SOCK_CLOSING, /* this side closed it: its closed event is due */
    SOCK_ENDED,   /* told closed; pieces may still be out, bytes under way and the socket there */
} sock_state_t;

/* A power of two; cursors count bytes since the beginning and never wrap (2^64). */
typedef struct ring {
    uint8_t *bytes;
    uint64_t size;
    uint64_t tail; /* bytes put in */
    uint64_t head; /* bytes taken out for good */
} ring_t;

typedef struct sock {
    ring_t in; /* head: released */
    ring_t out;
    uint64_t taken;    /* bytes of in given in events */
    uint64_t until_ns; /* not 0: the half-close is sent, and the peer's awaited for so long */
    uint32_t conn;
    int32_t fd; /* -1: there is none */
    uint8_t state;
    bool accepted;
    bool dirty;
    bool readable; /* bytes or an end may wait in the kernel */
    bool writable; /* connected, and the kernel may take bytes */
    bool over;     /* the peer has ended it: nothing is sent any more */
    bool read_out; /* the peer's end has been read, or the connection is lost */
} sock_t;

/* Makes a socket that delays nothing and finds out quiet peers; what a listener accepts inherits
 * that. busy_us: SO_BUSY_POLL. Returns it, or -errno. */
int32_t sock_make(uint32_t busy_us);

/* Takes a socket over; the rings stay what they are. */
void sock_start(sock_t *sock, uint32_t conn, int32_t fd, bool accepted);

/* What epoll says, edge by edge. */
void sock_mark(sock_t *sock, uint32_t epoll_events);

/* Takes the next event; false when there is none: an edge or a release comes before the next. */
bool sock_take(sock_t *sock, pieces_t *pieces, gw_event_t *event);

/* Gives back the piece that the token names: 0, or -EINVAL when it is not the oldest one out. */
int32_t sock_release(sock_t *sock, uint64_t token);

/* -ENOTCONN when it cannot be sent to any more, else 0. */
int32_t sock_check(const sock_t *sock);

static inline uint64_t ring_room(const ring_t *ring) {
    return ring->size - (ring->tail - ring->head);
}

/* Copies into the ring; there must be room. */
void sock_write(sock_t *sock, const uint8_t *data, uint32_t length);

/* Hands to the kernel what it takes, in one call; true when it took something. */
bool sock_push(sock_t *sock);

/* One step of an ended connection's end: what is queued, a half-close, the peer's, read unseen.
 * True when the socket is gone, and *sent_again told what TCP sent again over its life. */
bool sock_settle(sock_t *sock, uint64_t now_ns, int64_t *sent_again);

/* Segments that TCP has sent again so far. */
int64_t sock_sent_again(const sock_t *sock);

#endif
