#include "link.h"

#include <errno.h>
#include <string.h>

void link_start(link_t *link, uint32_t conn, pipe_t *pipe, bool accepted) {
    uint32_t side = accepted ? 1 : 0;
    link->conn = conn;
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
    uint32_t length = token_length(token, link->conn, link->head, link->taken);
    if (link->state == LINK_FREE || length == 0) return -EINVAL;

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
