/* A connection of the memory back end: the bytes and cursors that its two ends share. */
#ifndef PIPE_H
#define PIPE_H

#include "gw.h"

#include <stdalign.h>
#include <stdatomic.h>

enum { LINE_BYTES = 64, DOOR_WORDS = GW_CONNECTIONS_MAX / 64 };

/* Where the peers of one handle ring. It outlives its handle for as long as a pipe names it. */
typedef struct door {
    alignas(LINE_BYTES) _Atomic uint64_t ready[DOOR_WORDS]; /* one bit a slot */
    _Atomic uint32_t arrivals;                              /* a listener has something to accept */
    _Atomic uint32_t refs;
} door_t;

/* What one end writes and the other reads. The ring is a power of two; cursors count bytes since
 * the beginning and never wrap (2^64). The end that made the connection is 0, the other 1. */
typedef struct pipe_end {
    alignas(LINE_BYTES) _Atomic uint64_t tail; /* bytes that it has published in its ring */
    alignas(LINE_BYTES) _Atomic uint64_t head; /* bytes of the other's ring that it gave back */
    alignas(LINE_BYTES) _Atomic uint32_t over; /* after its last tail: it sends and reads no more */
    _Atomic uint32_t done;                     /* after over: its slot waits for the other's done */
    uint32_t slot;                             /* its bit in the door */
    door_t *door;
    uint8_t *ring;
    uint64_t size;
} pipe_end_t;

typedef struct pipe {
    pipe_end_t ends[2];
    _Atomic uint32_t accepted; /* end 1 has its door and slot */
    _Atomic uint32_t refs;
    struct pipe *next; /* in a listener's queue */
} pipe_t;

/* NULL when there is no memory. */
door_t *door_make(void);
void door_drop(door_t *door);

/* Tells a handle to look at a slot: whatever was stored before is seen by whoever takes the bit. */
static inline void door_ring(door_t *door, uint32_t slot) {
    atomic_fetch_or_explicit(&door->ready[slot / 64], 1ull << slot % 64, memory_order_release);
}

/* Two references, one an end; sizes are powers of two. NULL when there is no memory. */
pipe_t *pipe_make(uint64_t size0, uint64_t size1);

/* Names the door and slot of one end; before the other end can see them. */
void pipe_seat(pipe_t *pipe, uint32_t side, door_t *door, uint32_t slot);

/* The last one out frees the rings and lets go of both doors. */
void pipe_drop(pipe_t *pipe);

#endif
