/* Byte pipes inside this process: "memory:KEY=VALUE,..."
 *   seed=N   pieces are cut at pseudo-random lengths from N; 0, the default: as long as they can be
 *   piece=N  longest piece, 1 to 1460 bytes, the default
 *   pipe=N   bytes in flight from this handle, each connection: KiB, a power of two up to 65536;
 *            4096 by default
 * A frame, as flush counts them, is what one connection had queued. */
#include "hub.h"
#include "link.h"
#include "net.h"
#include "options.h"
#include "slots.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PIPE_KIB = 4096, PIPE_KIB_MAX = 65536 };

typedef struct memory {
    gw_net_t net;
    door_t *door;
    uint64_t ring_bytes;
    pieces_t pieces;
    queue_t active; /* may have an event */
    queue_t parked; /* would be active but for hold */
    queue_t ended;  /* told closed: wait for releases and for the other end */
    uint32_t dirty_count;
    uint32_t words; /* of the door that any slot so far is in */
    bool held;
    bool arrived; /* a listener may have something to accept */
    slots_t slots;
    uint16_t dirty[GW_CONNECTIONS_MAX]; /* slots whose tail flush will publish */
    link_t links[GW_CONNECTIONS_MAX];
} memory_t;

static void wake(memory_t *net, uint32_t slot) {
    const link_t *link = &net->links[slot];
    if (link->state != LINK_FREE && !net->slots.queued[slot])
        slots_push(&net->slots, &net->active, slot);
}

static link_t *find(memory_t *net, uint32_t conn) {
    uint32_t slot = slots_find(&net->slots, conn);
    return slot == NO_SLOT ? NULL : &net->links[slot];
}

/* Frees the slot of the link that has waited longest, if both ends are done with it. A slot keeps
 * its dirty mark: it is still in the list that flush goes through. */
static void reap(memory_t *net) {
    uint32_t slot = slots_pop(&net->slots, &net->ended);
    link_t *link = &net->links[slot];
    if (link->head == link->taken) {
        atomic_store_explicit(&link->own->done, 1, memory_order_release);
        if (atomic_load_explicit(&link->peer->done, memory_order_acquire)) {
            pipe_drop(link->pipe);
            link->state = LINK_FREE;
            slots_give(&net->slots, slot);
            return;
        }
    }
    slots_push(&net->slots, &net->ended, slot);
}

static uint32_t free_slot(memory_t *net) {
    uint32_t slot = slots_lowest(&net->slots);
    if (slot != NO_SLOT) return slot;
    for (uint32_t i = net->ended.count; i > 0; i--) reap(net);
    return slots_lowest(&net->slots);
}

static link_t *start(memory_t *net, uint32_t slot, pipe_t *pipe, bool accepted) {
    link_t *link = &net->links[slot];
    link_start(link, slots_take(&net->slots, slot), pipe, accepted);
    if (net->words <= slot / 64) net->words = slot / 64 + 1;
    return link;
}

static bool configure(memory_t *net, const char *options) {
    uint64_t seed = 0;
    uint64_t kib = PIPE_KIB;
    net->pieces.max = GW_PIECE_BYTES_MAX;
    const option_t known[] = {
        {"seed", 0, UINT64_MAX, &seed},
        {"piece", 1, GW_PIECE_BYTES_MAX, &net->pieces.max},
        {"pipe", 1, PIPE_KIB_MAX, &kib},
    };
    if (!options_read(options, known, sizeof known / sizeof *known)) return false;
    net->pieces.random = pieces_random(seed);
    net->ring_bytes = kib * 1024;
    return (kib & (kib - 1)) == 0;
}

static int32_t memory_open(const char *options, gw_net_t **handle) {
    memory_t *net = calloc(1, sizeof *net);
    if (net == NULL) return -ENOMEM;

    net->net.ops = &net_memory;
    slots_start(&net->slots);
    int32_t result = configure(net, options) ? 0 : -EINVAL;
    if (result == 0 && (net->door = door_make()) == NULL) result = -ENOMEM;
    if (result < 0) {
        free(net);
        return result;
    }
    *handle = &net->net;
    return 0;
}

static int32_t memory_listen(gw_net_t *handle, const char *address) {
    memory_t *net = (memory_t *)handle;
    return hub_listen(address, net->door, net->ring_bytes);
}

static int32_t memory_connect(gw_net_t *handle, const char *address, uint32_t *conn) {
    memory_t *net = (memory_t *)handle;
    uint32_t slot = free_slot(net);
    if (slot == NO_SLOT) return -EMFILE;

    pipe_t *pipe;
    int32_t result = hub_connect(address, net->door, slot, net->ring_bytes, &pipe);
    if (result < 0) return result;
    *conn = start(net, slot, pipe, false)->conn;
    return 0;
}

/* A word's bits are taken before the cursors that they announce are read: no ring is lost. */
static void gather(memory_t *net) {
    for (uint32_t i = 0; i < net->words; i++) {
        _Atomic uint64_t *word = &net->door->ready[i];
        if (atomic_load_explicit(word, memory_order_relaxed) == 0) continue;
        uint64_t bits = atomic_exchange_explicit(word, 0, memory_order_acquire);
        for (; bits != 0; bits &= bits - 1) wake(net, i * 64 + (uint32_t)__builtin_ctzll(bits));
    }
}

static void accept_all(memory_t *net) {
    for (uint32_t slot; (slot = free_slot(net)) != NO_SLOT;) {
        pipe_t *pipe = hub_accept(net->door, slot);
        if (pipe == NULL) {
            net->arrived = false;
            return;
        }
        start(net, slot, pipe, true);
        slots_push(&net->slots, &net->active, slot);
    }
}

static void drive(memory_t *net) {
    gather(net);
    if (atomic_load_explicit(&net->door->arrivals, memory_order_relaxed) != 0) {
        atomic_exchange_explicit(&net->door->arrivals, 0, memory_order_acquire);
        net->arrived = true;
    }
    if (net->arrived && !net->held) accept_all(net);
    if (net->ended.count > 0) reap(net);
}

/* One event a connection, then the next connection: who has more goes to the end of the list. */
static int32_t memory_poll(gw_net_t *handle, uint64_t now_ns, gw_event_t *events, uint32_t limit) {
    memory_t *net = (memory_t *)handle;
    uint32_t count = 0;
    drive(net);
    while (count < limit && net->active.count > 0) {
        uint32_t slot = slots_pop(&net->slots, &net->active);
        link_t *link = &net->links[slot];
        if (net->held && link->accepted) {
            slots_push(&net->slots, &net->parked, slot);
        } else if (link_take(link, &net->pieces, &events[count])) {
            events[count++].time_ns = now_ns;
            slots_push(&net->slots, link->state == LINK_ENDED ? &net->ended : &net->active, slot);
        }
    }
    return (int32_t)count;
}

static int32_t memory_send(gw_net_t *handle, uint32_t conn, const uint8_t *data, uint32_t length) {
    memory_t *net = (memory_t *)handle;
    link_t *link = find(net, conn);
    if (link == NULL || link_check(link) < 0) return -ENOTCONN;
    if (length > link_room(link, length)) return -ENOBUFS;
    if (length == 0) return 0;

    link_write(link, data, length);
    if (!link->dirty) {
        link->dirty = true;
        net->dirty[net->dirty_count++] = (uint16_t)(conn & 0xFFFF);
    }
    return (int32_t)length;
}

static int32_t memory_room(gw_net_t *handle, uint32_t conn) {
    link_t *link = find((memory_t *)handle, conn);
    if (link == NULL || link_check(link) < 0) return -ENOTCONN;
    return (int32_t)link_room(link, UINT64_MAX);
}

static int32_t memory_release(gw_net_t *handle, uint64_t token) {
    if (token == 0) return 0;
    return link_release(&((memory_t *)handle)->links[token_slot(token)], token);
}

static int32_t memory_hold(gw_net_t *handle, uint32_t on) {
    memory_t *net = (memory_t *)handle;
    net->held = on != 0;
    if (!net->held) {
        while (net->parked.count > 0)
            slots_push(&net->slots, &net->active, slots_pop(&net->slots, &net->parked));
    }
    return 0;
}

/* A connection that is not open yet keeps its bytes and its place. */
static int32_t memory_flush(gw_net_t *handle) {
    memory_t *net = (memory_t *)handle;
    int32_t frames = 0;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < net->dirty_count; i++) {
        link_t *link = &net->links[net->dirty[i]];
        link->dirty = link->state == LINK_ASKED;
        if (link->dirty) net->dirty[kept++] = net->dirty[i];
        if (link_publish(link)) frames++;
    }
    net->dirty_count = kept;
    return frames;
}

static int32_t memory_close(gw_net_t *handle, uint32_t conn) {
    memory_t *net = (memory_t *)handle;
    link_t *link = find(net, conn);
    if (link == NULL || (link->state != LINK_OPEN && link->state != LINK_ASKED)) return -ENOTCONN;

    hub_close(link->pipe, link->accepted ? 1 : 0, link->tail);
    link->state = LINK_CLOSING;
    wake(net, conn & 0xFFFF);
    return 0;
}

static int64_t memory_retransmissions(gw_net_t *handle) {
    (void)handle;
    return 0;
}

static int32_t memory_shut(gw_net_t *handle) {
    memory_t *net = (memory_t *)handle;
    hub_leave(net->door);
    for (uint32_t i = 0; i < GW_CONNECTIONS_MAX; i++) {
        link_t *link = &net->links[i];
        if (link->state == LINK_FREE) continue;
        if (link->state < LINK_CLOSING) {
            hub_close(link->pipe, link->accepted ? 1 : 0, link->tail);
        }
        atomic_store_explicit(&link->own->done, 1, memory_order_release);
        pipe_drop(link->pipe);
    }
    door_drop(net->door);
    free(net);
    return 0;
}

const net_ops_t net_memory = {
    .name = "memory",
    .open = memory_open,
    .listen = memory_listen,
    .connect = memory_connect,
    .poll = memory_poll,
    .send = memory_send,
    .room = memory_room,
    .release = memory_release,
    .hold = memory_hold,
    .flush = memory_flush,
    .close = memory_close,
    .retransmissions = memory_retransmissions,
    .shut = memory_shut,
};
