/* Ends: closing with bytes queued, stale names, slots used again, handles shut in either order. */
#include "pair.h"

#include <errno.h>

static void what_was_queued_is_read_before_closed(void) {
    pair_t pair = pair_open("piece=3", "");
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
    CHECK(is_quiet(pair.server));
    CHECK(gw_net_close(pair.server, pair.taken) == -ENOTCONN);
    pair_shut(&pair);
}

static void nothing_more_comes_in_after_close(void) {
    pair_t pair = pair_open("", "");
    CHECK(send_text(pair.client, pair.made, "first") == 5);
    gw_event_t event = next_event(pair.server);
    CHECK(send_text(pair.client, pair.made, "second") == 6);
    CHECK(gw_net_close(pair.server, pair.taken) == 0);
    CHECK(next_event(pair.server).type == GW_EVENT_CLOSED);
    CHECK(memcmp(event.data, "first", 5) == 0);
    CHECK(gw_net_release(pair.server, event.token) == 0);
    CHECK(is_quiet(pair.server));

    drive(pair.client);
    CHECK(send_text(pair.client, pair.made, "x") == -ENOTCONN);
    CHECK(next_event(pair.client).type == GW_EVENT_CLOSED);
    pair_shut(&pair);
}

static void a_slot_is_used_again_when_both_ends_are_done(void) {
    pair_t pair = pair_open("", "");
    pair_t next = pair;
    CHECK(send_text(pair.client, pair.made, "out") == 3);
    gw_event_t piece = next_event(pair.server);
    CHECK(gw_net_close(pair.client, pair.made) == 0);
    CHECK(next_event(pair.client).type == GW_EVENT_CLOSED);
    CHECK(next_event(pair.server).type == GW_EVENT_CLOSED);

    /* A piece is still out: its slot is not free, nor is the other end's if it knows. */
    for (int i = 0; i < 3; i++) CHECK(is_quiet(pair.server) && is_quiet(pair.client));
    pair_connect(&next);
    CHECK((next.made & 0xFFFF) == (over_kernel() ? 0 : 1) && (next.taken & 0xFFFF) == 1);
    CHECK(memcmp(piece.data, "out", 3) == 0);

    CHECK(gw_net_release(pair.server, piece.token) == 0);
    for (int i = 0; i < 3; i++) CHECK(is_quiet(pair.server) && is_quiet(pair.client));
    pair_connect(&next);
    CHECK((next.made & 0xFFFF) == (over_kernel() ? 1 : 0) && next.made != pair.made);
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
    pair_t pair = pair_handles("pipe=1", "pipe=1");
    uint32_t last = 0;
    for (uint32_t i = 0; i < 140000; i++) {
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
    pair_t pair = pair_handles("", "");
    CHECK(gw_net_connect(pair.client, pair.address, &pair.made) == 0);
    CHECK(send_text(pair.client, pair.made, "brief") == 5);
    CHECK(gw_net_close(pair.client, pair.made) == 0);
    CHECK(next_event(pair.client).type == GW_EVENT_CLOSED);
    CHECK(is_quiet(pair.client));
    CHECK(next_event(pair.server).type == GW_EVENT_OPEN);
    CHECK(took_text(pair.server, "brief"));
    CHECK(next_event(pair.server).type == GW_EVENT_CLOSED);
    pair_shut(&pair);
}

static void an_answer_and_its_end_are_told_in_order(void) {
    pair_t pair = pair_handles("", "");
    CHECK(gw_net_connect(pair.client, pair.address, &pair.made) == 0);
    pair.taken = next_event(pair.server).conn;
    CHECK(send_text(pair.server, pair.taken, "no") == 2);
    CHECK(gw_net_close(pair.server, pair.taken) == 0);
    CHECK(next_event(pair.client).type == GW_EVENT_OPEN);
    CHECK(took_text(pair.client, "no"));
    CHECK(next_event(pair.client).type == GW_EVENT_CLOSED);
    pair_shut(&pair);
}

static void the_listeners_end_may_go_first(void) {
    pair_t pair = pair_open("", "");
    uint32_t waiting;
    CHECK(gw_net_connect(pair.client, pair.address, &waiting) == 0);
    gw_net_send(pair.server, pair.taken, (const uint8_t *)"bye", 3);
    CHECK(gw_net_shut(pair.server) == 0);

    gw_event_t events[4];
    CHECK(gw_net_poll(pair.client, 1, events, 4) == 3);
    CHECK(events[0].type == GW_EVENT_DATA && events[0].length == 3);
    CHECK(events[1].type == GW_EVENT_CLOSED && events[1].conn == waiting);
    CHECK(events[2].type == GW_EVENT_CLOSED && events[2].conn == pair.made);
    CHECK(memcmp(events[0].data, "bye", 3) == 0);
    CHECK(gw_net_release(pair.client, events[0].token) == 0);
    CHECK(gw_net_connect(pair.client, pair.address, &waiting) == -ECONNREFUSED);
    CHECK(is_quiet(pair.client));
    CHECK(gw_net_shut(pair.client) == 0);
}

static void the_makers_end_may_go_first(void) {
    pair_t pair = pair_open("", "");
    uint32_t waiting;
    CHECK(gw_net_connect(pair.client, pair.address, &waiting) == 0);
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
    pair_t pair = pair_open("", "");
    CHECK(send_text(pair.client, pair.made, "out") == 3);
    CHECK(next_event(pair.server).length == 3);
    pair_shut(&pair);
}

static void a_handle_may_connect_to_itself(void) {
    pair_t pair = pair_handles("", "");
    uint32_t conn;
    CHECK(gw_net_connect(pair.server, pair.address, &conn) == 0);
    gw_event_t one = next_event(pair.server);
    gw_event_t other = next_event(pair.server);
    CHECK(one.type == GW_EVENT_OPEN && other.type == GW_EVENT_OPEN && one.flags != other.flags);
    CHECK(send_text(pair.server, conn, "self") == 4 && took_text(pair.server, "self"));
    pair_shut(&pair);
}

int main(void) {
    RUN_BOTH(what_was_queued_is_read_before_closed);
    RUN_BOTH(nothing_more_comes_in_after_close);
    RUN_BOTH(a_slot_is_used_again_when_both_ends_are_done);
    RUN(generations_go_round_without_zero);
    RUN_BOTH(closing_before_it_is_accepted_is_told_whole);
    RUN_BOTH(an_answer_and_its_end_are_told_in_order);
    RUN(the_listeners_end_may_go_first);
    RUN(the_makers_end_may_go_first);
    RUN_BOTH(pieces_may_be_out_when_a_handle_is_shut);
    RUN_BOTH(a_handle_may_connect_to_itself);
    return check_end();
}
