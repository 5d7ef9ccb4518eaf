/* Ends: closing with bytes queued, stale names, slots used again, handles shut in either order. */
#include "pair.h"

#include <errno.h>

static void what_was_queued_is_read_before_closed(void) {
    pair_t pair = pair_open("memory:piece=3", "memory");
    CHECK(gw_net_send(pair.client, pair.made, (const uint8_t *)"lastly", 6) == 6);
    CHECK(gw_net_close(pair.client, pair.made) == 0);
    CHECK(gw_net_close(pair.client, pair.made) == -ENOTCONN);
    CHECK(gw_net_send(pair.client, pair.made, (const uint8_t *)"x", 1) == -ENOTCONN);
    CHECK(gw_net_room(pair.client, pair.made) == -ENOTCONN);
    CHECK(gw_net_flush(pair.client) == 0);
    gw_event_t event = next_event(pair.client);
    CHECK(event.type == GW_EVENT_CLOSED && event.conn == pair.made);

    CHECK(took_text(pair.server, "las"));
    CHECK(took_text(pair.server, "tly"));
    CHECK(next_event(pair.server).type == GW_EVENT_CLOSED);
    CHECK(next_event(pair.server).type == 0);
    CHECK(gw_net_close(pair.server, pair.taken) == -ENOTCONN);
    pair_shut(&pair);
}

static void nothing_more_comes_in_after_close(void) {
    pair_t pair = pair_open("memory", "memory");
    CHECK(send_text(pair.client, pair.made, "first") == 5);
    gw_event_t event = next_event(pair.server);
    CHECK(send_text(pair.client, pair.made, "second") == 6);
    CHECK(gw_net_close(pair.server, pair.taken) == 0);
    CHECK(next_event(pair.server).type == GW_EVENT_CLOSED);
    CHECK(memcmp(event.data, "first", 5) == 0);
    CHECK(gw_net_release(pair.server, event.token) == 0);
    CHECK(next_event(pair.server).type == 0);

    CHECK(send_text(pair.client, pair.made, "x") == -ENOTCONN);
    CHECK(next_event(pair.client).type == GW_EVENT_CLOSED);
    pair_shut(&pair);
}

static void a_slot_is_used_again_when_both_ends_are_done(void) {
    pair_t pair = pair_open("memory", "memory");
    pair_t next = pair;
    CHECK(send_text(pair.client, pair.made, "out") == 3);
    gw_event_t piece = next_event(pair.server);
    CHECK(gw_net_close(pair.client, pair.made) == 0);
    CHECK(next_event(pair.client).type == GW_EVENT_CLOSED);
    CHECK(next_event(pair.server).type == GW_EVENT_CLOSED);

    /* A piece is still out: neither slot is free. */
    for (int i = 0; i < 3; i++)
        CHECK(next_event(pair.server).type + next_event(pair.client).type == 0);
    pair_connect(&next);
    CHECK((next.made & 0xFFFF) == 1 && (next.taken & 0xFFFF) == 1);
    CHECK(memcmp(piece.data, "out", 3) == 0);

    CHECK(gw_net_release(pair.server, piece.token) == 0);
    for (int i = 0; i < 3; i++)
        CHECK(next_event(pair.server).type + next_event(pair.client).type == 0);
    pair_connect(&next);
    CHECK((next.made & 0xFFFF) == 0 && next.made != pair.made);
    CHECK((next.taken & 0xFFFF) == 0 && next.taken != pair.taken);

    CHECK(send_text(pair.client, pair.made, "x") == -ENOTCONN);
    CHECK(gw_net_room(pair.client, pair.made) == -ENOTCONN);
    CHECK(gw_net_close(pair.client, pair.made) == -ENOTCONN);
    CHECK(gw_net_release(pair.server, piece.token) == -EINVAL);
    CHECK(gw_net_send(pair.client, 0, (const uint8_t *)"x", 1) == -ENOTCONN);
    CHECK(gw_net_send(pair.client, 0xFFFFFFFF, (const uint8_t *)"x", 1) == -ENOTCONN);
    CHECK(send_text(pair.client, next.made, "new") == 3 && took_text(pair.server, "new"));
    pair_shut(&pair);
}

static void generations_go_round_without_zero(void) {
    pair_t pair = pair_handles("memory:pipe=1", "memory:pipe=1");
    uint32_t last = 0;
    for (uint32_t i = 0; i < 70000; i++) {
        pair_connect(&pair);
        CHECK(pair.made != last && pair.made >> 16 != 0 && (pair.made & 0xFFFF) <= 1);
        last = pair.made;
        gw_net_send(pair.client, pair.made, (const uint8_t *)"x", 1); /* dirty across reuse */
        CHECK(gw_net_close(pair.client, pair.made) == 0);
        CHECK(next_event(pair.client).type == GW_EVENT_CLOSED);
        CHECK(took_text(pair.server, "x"));
        CHECK(next_event(pair.server).type == GW_EVENT_CLOSED);
        if (check_broken > 0) break;
    }
    CHECK(gw_net_flush(pair.client) == 0);
    pair_shut(&pair);
}

static void closing_before_it_is_accepted_is_told_whole(void) {
    pair_t pair = pair_handles("memory", "memory");
    CHECK(gw_net_connect(pair.client, "venue:1", &pair.made) == 0);
    CHECK(send_text(pair.client, pair.made, "brief") == 5);
    CHECK(gw_net_close(pair.client, pair.made) == 0);
    CHECK(next_event(pair.client).type == GW_EVENT_CLOSED);
    CHECK(next_event(pair.server).type == GW_EVENT_OPEN);
    CHECK(took_text(pair.server, "brief"));
    CHECK(next_event(pair.server).type == GW_EVENT_CLOSED);
    pair_shut(&pair);
}

static void an_answer_and_its_end_are_told_in_order(void) {
    pair_t pair = pair_handles("memory", "memory");
    CHECK(gw_net_connect(pair.client, "venue:1", &pair.made) == 0);
    pair.taken = next_event(pair.server).conn;
    CHECK(send_text(pair.server, pair.taken, "no") == 2);
    CHECK(gw_net_close(pair.server, pair.taken) == 0);
    CHECK(next_event(pair.client).type == GW_EVENT_OPEN);
    CHECK(took_text(pair.client, "no"));
    CHECK(next_event(pair.client).type == GW_EVENT_CLOSED);
    pair_shut(&pair);
}

static void the_listeners_end_may_go_first(void) {
    pair_t pair = pair_open("memory", "memory");
    uint32_t waiting;
    CHECK(gw_net_connect(pair.client, "venue:1", &waiting) == 0);
    gw_net_send(pair.server, pair.taken, (const uint8_t *)"bye", 3);
    CHECK(gw_net_shut(pair.server) == 0);

    gw_event_t events[4];
    CHECK(gw_net_poll(pair.client, 1, events, 4) == 3);
    CHECK(events[0].type == GW_EVENT_DATA && events[0].length == 3);
    CHECK(events[1].type == GW_EVENT_CLOSED && events[1].conn == waiting);
    CHECK(events[2].type == GW_EVENT_CLOSED && events[2].conn == pair.made);
    CHECK(memcmp(events[0].data, "bye", 3) == 0);
    CHECK(gw_net_release(pair.client, events[0].token) == 0);
    CHECK(gw_net_connect(pair.client, "venue:1", &waiting) == -ECONNREFUSED);
    CHECK(next_event(pair.client).type == 0);
    CHECK(gw_net_shut(pair.client) == 0);
}

static void the_makers_end_may_go_first(void) {
    pair_t pair = pair_open("memory", "memory");
    uint32_t waiting;
    CHECK(gw_net_connect(pair.client, "venue:1", &waiting) == 0);
    gw_net_send(pair.client, pair.made, (const uint8_t *)"bye", 3);
    CHECK(send_text(pair.server, pair.taken, "unread") == 6);
    CHECK(gw_net_shut(pair.client) == 0);

    CHECK(send_text(pair.server, pair.taken, "x") == -ENOTCONN);
    CHECK(took_text(pair.server, "bye"));
    CHECK(next_event(pair.server).type == GW_EVENT_OPEN);
    CHECK(next_event(pair.server).type == GW_EVENT_CLOSED);
    CHECK(next_event(pair.server).type == GW_EVENT_CLOSED);
    CHECK(gw_net_shut(pair.server) == 0);
}

static void pieces_may_be_out_when_a_handle_is_shut(void) {
    pair_t pair = pair_open("memory", "memory");
    CHECK(send_text(pair.client, pair.made, "out") == 3);
    CHECK(next_event(pair.server).length == 3);
    pair_shut(&pair);
}

static void a_handle_may_connect_to_itself(void) {
    pair_t pair = pair_handles("memory", "memory");
    uint32_t conn;
    CHECK(gw_net_connect(pair.server, "venue:1", &conn) == 0);
    gw_event_t events[4];
    int32_t count = gw_net_poll(pair.server, 1, events, 4);
    count += gw_net_poll(pair.server, 1, events + count, (uint32_t)(4 - count));
    CHECK(count == 2 && events[0].flags != events[1].flags);
    CHECK(send_text(pair.server, conn, "self") == 4 && took_text(pair.server, "self"));
    pair_shut(&pair);
}

int main(void) {
    RUN(what_was_queued_is_read_before_closed);
    RUN(nothing_more_comes_in_after_close);
    RUN(a_slot_is_used_again_when_both_ends_are_done);
    RUN(generations_go_round_without_zero);
    RUN(closing_before_it_is_accepted_is_told_whole);
    RUN(an_answer_and_its_end_are_told_in_order);
    RUN(the_listeners_end_may_go_first);
    RUN(the_makers_end_may_go_first);
    RUN(pieces_may_be_out_when_a_handle_is_shut);
    RUN(a_handle_may_connect_to_itself);
    return check_end();
}
