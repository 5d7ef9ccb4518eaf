#include "link.h"

#include <errno.h>
#include <string.h>

/* token: generation 63..48, slot 47..38, begin 37..11 (of the stream, modulo 2^27), length 10..0.
 * A ring is at most 2^26 bytes, so begin tells every piece that can be out at one time. */
enum { LENGTH_BITS = 11, BEGIN_BITS = 27, SLOT_SHIFT = LENGTH_BITS + BEGIN_BITS };

static_assert(GW_PIECE_BYTES_MAX < 1 << LENGTH_BITS, "a length fits");
static_assert(GW_CONNECTIONS_MAX <= 1 << (48 - SLOT_SHIFT), "a slot fits");

static const uint64_t begin_mask = (1ull << BEGIN_BITS) - 1;

static uint64_t token_of(uint32_t conn, uint64_t begin, uint32_t length) {
    uint64_t generation = conn >> 16;
    uint64_t slot = conn & 0xFFFF;
    return generation << 48 | slot << SLOT_SHIFT | (begin & begin_mask) << LENGTH_BITS | length;
}

uint32_t link_token_slot(uint64_t token) {
    return (uint32_t)(token >> SLOT_SHIFT) & (GW_CONNECTIONS_MAX - 1);
}

void link_start(link_t *link, pipe_t *pipe, bool accepted) {
    uint32_t side = accepted ? 1 : 0;
    link->pipe = pipe;
    link->own = &pipe->ends[side];
    link->peer = &pipe->ends[1 - side];
    link->tail = link->peer_head = link->taken = link->head = link->peer_tail = 0;
    link->state = accepted ? LINK_ARRIVED : LINK_ASKED;
    link->accepted = accepted;
}

static bool tell(link_t *link, gw_event_t *event, uint32_t type, link_state_t next) {
    *event = (gw_event_t){.conn = link->conn, .type = type};
    if (type == GW_EVENT_OPEN && link->accepted) event->flags = GW_FLAG_ACCEPTED;
    link->state = (uint8_t)next;
    return true;
}

/* Over is read before accepted, which was stored first: a connection that was made and ended
 * at once is told open, then what it sent, then closed. */
static bool take_answer(link_t *link, gw_event_t *event) {
    uint32_t over = atomic_load_explicit(&link->peer->over, memory_order_acquire);
    if (atomic_load_explicit(&link->pipe->accepted, memory_order_acquire)) {
        return tell(link, event, GW_EVENT_OPEN, LINK_OPEN);
    }
    return over ? tell(link, event, GW_EVENT_CLOSED, LINK_ENDED) : false;
}

static uint32_t piece_length(pieces_t *pieces) {
    if (pieces->random == 0) return pieces->max;
    /* xorshift64: Marsaglia, Xorshift RNGs, 2003, triple 13, 7, 17. */
    pieces->random ^= pieces->random << 13;
    pieces->random ^= pieces->random >> 7;
    pieces->random ^= pieces->random << 17;
    return 1 + (uint32_t)((pieces->random >> 32) * pieces->max >> 32);
}

static bool take_data(link_t *link, pieces_t *pieces, gw_event_t *event) {
    const pipe_end_t *peer = link->peer;
    uint64_t offset = link->taken & (peer->size - 1);
    uint64_t length = piece_length(pieces);
    if (length > link->peer_tail - link->taken) length = link->peer_tail - link->taken;
    if (length > peer->size - offset) length = peer->size - offset;

    *event = (gw_event_t){.data = peer->ring + offset,
                          .token = token_of(link->conn, link->taken, (uint32_t)length),
                          .length = (uint32_t)length,
                          .conn = link->conn,
                          .type = GW_EVENT_DATA};
    link->taken += length;
    return true;
}

/* The last tail is stored before over, so once over is seen the tail is read again. */
static bool has_ended(link_t *link) {
    if (!atomic_load_explicit(&link->peer->over, memory_order_acquire)) return false;
    link->peer_tail = atomic_load_explicit(&link->peer->tail, memory_order_acquire);
    return link->taken == link->peer_tail;
}

bool link_take(link_t *link, pieces_t *pieces, gw_event_t *event) {
    switch (link->state) {
    case LINK_ASKED:
        return take_answer(link, event);
    case LINK_ARRIVED:
        return tell(link, event, GW_EVENT_OPEN, LINK_OPEN);
    case LINK_CLOSING:
        return tell(link, event, GW_EVENT_CLOSED, LINK_ENDED);
    default:
        break;
    }

    if (link->taken == link->peer_tail) {
        link->peer_tail = atomic_load_explicit(&link->peer->tail, memory_order_acquire);
    }
    if (link->taken == link->peer_tail && has_ended(link)) {
        return tell(link, event, GW_EVENT_CLOSED, LINK_ENDED);
    }
    return link->taken != link->peer_tail && take_data(link, pieces, event);
}

int32_t link_release(link_t *link, uint64_t token) {
    uint32_t length = (uint32_t)token & ((1u << LENGTH_BITS) - 1);
    if (link->state == LINK_FREE || length == 0 ||
        token != token_of(link->conn, link->head, length) || length > link->taken - link->head) {
        return -EINVAL;
    }

    /* Only now may the other end overwrite what was read. */
    link->head += length;
    atomic_store_explicit(&link->own->head, link->head, memory_order_release);
    return 0;
}

int32_t link_check(const link_t *link) {
    if (link->state != LINK_OPEN && link->state != LINK_ASKED) return -ENOTCONN;
    return atomic_load_explicit(&link->peer->over, memory_order_relaxed) ? -ENOTCONN : 0;
}

uint64_t link_room(link_t *link, uint64_t wanted) {
    uint64_t room = link->own->size - (link->tail - link->peer_head);
    if (room >= wanted) return room;
    link->peer_head = atomic_load_explicit(&link->peer->head, memory_order_acquire);
    return link->own->size - (link->tail - link->peer_head);
}

void link_write(link_t *link, const uint8_t *data, uint32_t length) {
    const pipe_end_t *own = link->own;
    uint64_t offset = link->tail & (own->size - 1);
    uint64_t first = own->size - offset < length ? own->size - offset : length;
    memcpy(own->ring + offset, data, first);
    if (first < length) memcpy(own->ring, data + first, length - first);
    link->tail += length;
}

bool link_publish(link_t *link) {
    if (link->state != LINK_OPEN) return false;
    if (link->tail == atomic_load_explicit(&link->own->tail, memory_order_relaxed)) return false;
    atomic_store_explicit(&link->own->tail, link->tail, memory_order_release);
    door_ring(link->peer->door, link->peer->slot);
    return true;
}
