#include "hub.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef struct listener {
    struct listener *next;
    door_t *door;
    uint64_t ring_bytes;
    pipe_t *first;
    pipe_t *last;
    char address[HUB_ADDRESS_BYTES];
} listener_t;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static listener_t *listeners;

static listener_t *find(const char *address) {
    listener_t *each = listeners;
    while (each != NULL && strcmp(each->address, address) != 0) each = each->next;
    return each;
}

static int is_address(const char *address) {
    size_t length = strnlen(address, HUB_ADDRESS_BYTES);
    return length > 0 && length < HUB_ADDRESS_BYTES;
}

static void queue(listener_t *listener, pipe_t *pipe) {
    if (listener->last != NULL) listener->last->next = pipe;
    if (listener->first == NULL) listener->first = pipe;
    listener->last = pipe;
    atomic_store_explicit(&listener->door->arrivals, 1, memory_order_release);
}

static pipe_t *unqueue(listener_t *listener) {
    pipe_t *pipe = listener->first;
    if (pipe == NULL) return NULL;
    listener->first = pipe->next;
    if (listener->first == NULL) listener->last = NULL;
    pipe->next = NULL;
    return pipe;
}

int32_t hub_listen(const char *address, door_t *door, uint64_t ring_bytes) {
    if (!is_address(address)) return -EINVAL;
    listener_t *listener = calloc(1, sizeof *listener);
    if (listener == NULL) return -ENOMEM;
    listener->door = door;
    listener->ring_bytes = ring_bytes;
    strcpy(listener->address, address);

    pthread_mutex_lock(&lock);
    int taken = find(address) != NULL;
    if (!taken) {
        listener->next = listeners;
        listeners = listener;
    }
    pthread_mutex_unlock(&lock);
    if (taken) free(listener);
    return taken ? -EADDRINUSE : 0;
}

int32_t hub_connect(const char *address, door_t *door, uint32_t slot, uint64_t ring_bytes,
                    pipe_t **pipe) {
    if (!is_address(address)) return -EINVAL;

    int32_t result = 0;
    pthread_mutex_lock(&lock);
    listener_t *listener = find(address);
    if (listener == NULL) {
        result = -ECONNREFUSED;
    } else if ((*pipe = pipe_make(ring_bytes, listener->ring_bytes)) == NULL) {
        result = -ENOMEM;
    } else {
        pipe_seat(*pipe, 0, door, slot);
        queue(listener, *pipe);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

pipe_t *hub_accept(door_t *door, uint32_t slot) {
    pipe_t *pipe = NULL;
    pthread_mutex_lock(&lock);
    for (listener_t *each = listeners; each != NULL && pipe == NULL; each = each->next) {
        if (each->door == door) pipe = unqueue(each);
    }
    if (pipe != NULL) {
        pipe_seat(pipe, 1, door, slot);
        atomic_store_explicit(&pipe->accepted, 1, memory_order_release);
        door_ring(pipe->ends[0].door, pipe->ends[0].slot);
    }
    pthread_mutex_unlock(&lock);
    return pipe;
}

void hub_close(pipe_t *pipe, uint32_t side, uint64_t tail) {
    pipe_end_t *own = &pipe->ends[side];
    pipe_end_t *peer = &pipe->ends[1 - side];

    /* The mutex decides whether an accept comes first, and is rung, or later, and looks anyway. */
    pthread_mutex_lock(&lock);
    atomic_store_explicit(&own->tail, tail, memory_order_release);
    atomic_store_explicit(&own->over, 1, memory_order_release);
    if (peer->door != NULL) door_ring(peer->door, peer->slot);
    pthread_mutex_unlock(&lock);
}

static void refuse(pipe_t *pipe) {
    atomic_store_explicit(&pipe->ends[1].over, 1, memory_order_release);
    atomic_store_explicit(&pipe->ends[1].done, 1, memory_order_release);
    door_ring(pipe->ends[0].door, pipe->ends[0].slot);
    pipe_drop(pipe);
}

void hub_leave(const door_t *door) {
    pthread_mutex_lock(&lock);
    listener_t **at = &listeners;
    while (*at != NULL) {
        listener_t *listener = *at;
        if (listener->door != door) {
            at = &listener->next;
            continue;
        }
        *at = listener->next;
        for (pipe_t *pipe; (pipe = unqueue(listener)) != NULL;) refuse(pipe);
        free(listener);
    }
    pthread_mutex_unlock(&lock);
}
