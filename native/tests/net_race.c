/* Two threads at the edges: connecting, ringing and closing while the other end looks. */
#include "pair.h"

#include <pthread.h>
#include <sched.h>

enum { SPAN_NS = 300000000, ECHOES = 8, HALF = 50 };

typedef struct visitor {
    gw_net_t *net;
    const char *address;
    int patient; /* sends only when it is open, half of it before it closes */
    uint64_t visits;
} visitor_t;

static void visit(visitor_t *visitor) {
    static const uint8_t half[HALF] = {0};
    uint32_t conn;
    if (gw_net_connect(visitor->net, visitor->address, &conn) != 0) return;
    visitor->visits++;
    while (visitor->patient && poll_event(visitor->net).type != GW_EVENT_OPEN) sched_yield();
    (void)gw_net_send(visitor->net, conn, half, HALF);
    gw_net_flush(visitor->net);
    for (uint64_t wait = visitor->visits % 40; wait > 0; wait--) (void)gw_clock_ticks_ns();
    (void)gw_net_send(visitor->net, conn, half, HALF);
    gw_net_close(visitor->net, conn);
    while (poll_event(visitor->net).type != GW_EVENT_CLOSED) {
    }
}

static void *visitor_run(void *argument) {
    visitor_t *visitor = argument;
    uint64_t until = gw_clock_ticks_ns() + SPAN_NS;
    while (gw_clock_ticks_ns() < until) visit(visitor);
    return NULL;
}

/* Every visit is told open, then all its bytes, then closed, wherever the close fell. */
static void visits_are_told_whole(int patient) {
    pair_t pair = pair_handles("seed=9,pipe=1", "pipe=1");
    visitor_t visitor = {.net = pair.client, .address = pair.address, .patient = patient};
    uint64_t opened = 0;
    uint64_t closed = 0;
    uint64_t bytes = 0;
    pthread_t other;
    CHECK(pthread_create(&other, NULL, visitor_run, &visitor) == 0);
    uint64_t until = 0; /* not 0: the visitor is gone, and what is under way comes by then */
    for (int idle = 0; until == 0 || !idle;) {
        gw_event_t event = poll_event(pair.server);
        opened += event.type == GW_EVENT_OPEN;
        closed += event.type == GW_EVENT_CLOSED;
        bytes += event.length;
        CHECK(gw_net_release(pair.server, event.token) == 0);
        idle = event.type == 0 && (closed == visitor.visits || gw_clock_ticks_ns() >= until);
        if (event.type == 0) sched_yield();
        if (until != 0) {
            CHECK(poll_event(pair.client).type == 0); /* it still drives ends that linger */
        } else if (event.type == 0 && pthread_tryjoin_np(other, NULL) == 0) {
            until = gw_clock_ticks_ns() + patience_ns();
            idle = 0;
        }
    }
    CHECK(is_quiet(pair.server));
    CHECK(visitor.visits > 0);
    CHECK(opened == visitor.visits && closed == visitor.visits);
    CHECK(bytes == 2 * HALF * visitor.visits);
    pair_shut(&pair);
}

static void hasty_visits_are_told_whole(void) {
    visits_are_told_whole(0);
}

static void patient_visits_are_told_whole(void) {
    visits_are_told_whole(1);
}

static int32_t echo(gw_net_t *net, uint64_t *echoed, uint64_t limit) {
    gw_event_t events[ECHOES];
    int32_t count = gw_net_poll(net, 1, events, ECHOES);
    for (int32_t i = 0; i < count; i++) {
        uint32_t slot = events[i].conn & 0xFFFF;
        if (events[i].type == GW_EVENT_DATA && echoed[slot] < limit) {
            CHECK(gw_net_send(net, events[i].conn, events[i].data, events[i].length) > 0);
            gw_net_flush(net); /* one ring each: the more of them, the more meet a poll */
            echoed[slot]++;
        }
        CHECK(gw_net_release(net, events[i].token) == 0);
    }
    return count;
}

typedef struct echoer {
    gw_net_t *net;
    uint64_t echoed[ECHOES];
    uint64_t until_ns;
} echoer_t;

static void *echoer_run(void *argument) {
    echoer_t *echoer = argument;
    while (gw_clock_ticks_ns() < echoer->until_ns) {
        if (echo(echoer->net, echoer->echoed, UINT64_MAX) == 0) sched_yield();
    }
    return NULL;
}

/* One message a connection goes to and fro: a ring that is lost is never made good by a later one,
 * and its message is still missing when both ends have been read to the end. */
static void no_ring_is_lost(void) {
    pair_t pair = pair_handles("pipe=1", "pipe=1");
    uint32_t made[ECHOES];
    for (uint32_t i = 0; i < ECHOES; i++) {
        CHECK(gw_net_connect(pair.client, pair.address, &made[i]) == 0);
    }
    for (uint32_t i = 0; i < ECHOES; i++) CHECK(next_event(pair.server).type == GW_EVENT_OPEN);
    for (uint32_t i = 0; i < ECHOES; i++) CHECK(next_event(pair.client).type == GW_EVENT_OPEN);
    for (uint32_t i = 0; i < ECHOES; i++) CHECK(send_text(pair.client, made[i], "x") == 1);

    uint64_t until = gw_clock_ticks_ns() + SPAN_NS;
    echoer_t server = {.net = pair.server, .until_ns = until};
    echoer_t client = {.net = pair.client, .until_ns = until};
    pthread_t other;
    CHECK(pthread_create(&other, NULL, echoer_run, &client) == 0);
    echoer_run(&server);
    pthread_join(other, NULL);

    /* The server's last echo of each comes in; the client has answered all but that one. */
    drive(pair.server);
    for (uint32_t i = 0; i < ECHOES; i++) echo(pair.server, server.echoed, UINT64_MAX);
    drive(pair.client);
    for (uint32_t i = 0; i < ECHOES; i++) echo(pair.client, client.echoed, 0);
    for (uint32_t i = 0; i < ECHOES; i++) {
        CHECK(server.echoed[i] > 0);
        CHECK(server.echoed[i] == client.echoed[i] + 1);
    }
    pair_shut(&pair);
}

int main(void) {
    RUN_BOTH(hasty_visits_are_told_whole);
    RUN_BOTH(patient_visits_are_told_whole);
    RUN_BOTH(no_ring_is_lost);
    return check_end();
}
