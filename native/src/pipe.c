#include "pipe.h"

#include <stdlib.h>
#include <string.h>

static_assert(sizeof(pipe_end_t) % LINE_BYTES == 0, "each cursor on a line of its own");

door_t *door_make(void) {
    door_t *door = aligned_alloc(LINE_BYTES, sizeof *door);
    if (door == NULL) return NULL;
    memset(door, 0, sizeof *door);
    atomic_init(&door->refs, 1);
    return door;
}

void door_drop(door_t *door) {
    if (door == NULL) return;
    if (atomic_fetch_sub_explicit(&door->refs, 1, memory_order_acq_rel) == 1) free(door);
}

pipe_t *pipe_make(uint64_t size0, uint64_t size1) {
    /* Cleared is the head alone: pages of the rings come when bytes first do. */
    pipe_t *pipe = aligned_alloc(LINE_BYTES, sizeof *pipe + size0 + size1);
    if (pipe == NULL) return NULL;

    memset(pipe, 0, sizeof *pipe);
    pipe->ends[0].ring = (uint8_t *)(pipe + 1);
    pipe->ends[0].size = size0;
    pipe->ends[1].ring = (uint8_t *)(pipe + 1) + size0;
    pipe->ends[1].size = size1;
    atomic_init(&pipe->refs, 2);
    return pipe;
}

void pipe_seat(pipe_t *pipe, uint32_t side, door_t *door, uint32_t slot) {
    atomic_fetch_add_explicit(&door->refs, 1, memory_order_relaxed);
    pipe->ends[side].door = door;
    pipe->ends[side].slot = slot;
}

void pipe_drop(pipe_t *pipe) {
    if (atomic_fetch_sub_explicit(&pipe->refs, 1, memory_order_acq_rel) != 1) return;
    door_drop(pipe->ends[0].door);
    door_drop(pipe->ends[1].door);
    free(pipe);
}
