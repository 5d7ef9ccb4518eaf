/* The connections of one handle by number: which are in use, what they are called, and whose turn
 * it is. */
#ifndef SLOTS_H
#define SLOTS_H

#include "gw.h"

#include <stdbool.h>

enum { NO_SLOT = GW_CONNECTIONS_MAX, SLOT_WORDS = GW_CONNECTIONS_MAX / 64 };

/* First in, first out. A slot is in one queue at most. */
typedef struct queue {
    uint16_t first;
    uint16_t last;
    uint32_t count;
} queue_t;

typedef struct slots {
    uint64_t busy[SLOT_WORDS];
    uint32_t conns[GW_CONNECTIONS_MAX]; /* the last name of each; before the first: generation 0 */
    uint16_t next[GW_CONNECTIONS_MAX];  /* in its queue */
    bool queued[GW_CONNECTIONS_MAX];
} slots_t;

void slots_start(slots_t *slots);

/* The lowest slot that is not busy, or NO_SLOT. */
uint32_t slots_lowest(const slots_t *slots);

/* Makes a slot busy and returns its next name, never 0: no connection is ever called 0. */
uint32_t slots_take(slots_t *slots, uint32_t slot);

void slots_give(slots_t *slots, uint32_t slot);

/* The next busy slot after one, from the lowest again behind the highest; the same when there is
 * no other. */
uint32_t slots_after(const slots_t *slots, uint32_t slot);

/* The slot of a connection, or NO_SLOT when that name is not its last. */
static inline uint32_t slots_find(const slots_t *slots, uint32_t conn) {
    uint32_t slot = conn & 0xFFFF;
    return slot < GW_CONNECTIONS_MAX && slots->conns[slot] == conn ? slot : NO_SLOT;
}

static inline void slots_push(slots_t *slots, queue_t *queue, uint32_t slot) {
    slots->queued[slot] = true;
    if (queue->count++ == 0) {
        queue->first = (uint16_t)slot;
    } else {
        slots->next[queue->last] = (uint16_t)slot;
    }
    queue->last = (uint16_t)slot;
}

static inline uint32_t slots_pop(slots_t *slots, queue_t *queue) {
    uint32_t slot = queue->first;
    queue->first = slots->next[slot];
    queue->count--;
    slots->queued[slot] = false;
    return slot;
}

#endif
