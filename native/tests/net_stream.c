/* Streams through pieces of any length come out byte for byte, on one thread and across two. */
#include "pair.h"

#include <errno.h>
#include <pthread.h>

enum { STREAM_BYTES = 1 << 20, BURST = 32 };

static uint8_t byte_at(uint64_t position) {
    uint64_t mixed = (position + 1) * 0x9E3779B97F4A7C15ull;
    return (uint8_t)(mixed >> 56 ^ mixed >> 23);
}

typedef struct tally {
    uint64_t bytes;
    uint64_t pieces;
    uint64_t wrong;
    uint64_t closed;
    uint32_t shortest;
    uint32_t longest;
} tally_t;

static void take(tally_t *tally, const gw_event_t *event) {
    if (event->type == GW_EVENT_CLOSED) tally->closed++;
    if (event->type != GW_EVENT_DATA) return;
    for (uint32_t i = 0; i < event->length; i++) {
        tally->wrong += event->data[i] != byte_at(tally->bytes + i);
    }
    tally->bytes += event->length;
    tally->pieces++;
    if (tally->shortest == 0 || event->length < tally->shortest) tally->shortest = event->length;
    if (event->length > tally->longest) tally->longest = event->length;
}

static int32_t drain(gw_net_t *net, tally_t *tally) {
    gw_event_t events[BURST];
    int32_t count = gw_net_poll(net, 1, events, BURST);
    for (int32_t i = 0; i < count; i++) take(tally, &events[i]);
    for (int32_t i = 0; i < count; i++) CHECK(gw_net_release(net, events[i].token) == 0);
    return count;
}

/* Sends the stream's next bytes if they fit; returns the new position. */
static uint64_t feed(gw_net_t *net, uint32_t conn, uint64_t position, uint32_t *random) {
    uint8_t message[2000];
    *random = *random * 1664525u + 1013904223u;
    uint32_t length = 1 + (*random >> 8) % sizeof message;
    if (length > STREAM_BYTES - position) length = (uint32_t)(STREAM_BYTES - position);
    for (uint32_t i = 0; i < length; i++) message[i] = byte_at(position + i);
    int32_t sent = gw_net_send(net, conn, message, length);
    CHECK(sent == (int32_t)length || sent == -ENOBUFS);
    return sent > 0 ? position + length : position;
}

static tally_t stream(const char *options) {
    pair_t pair = pair_open(options, "pipe=8");
    tally_t tally = {0};
    uint32_t random = 1;
    uint64_t position = 0;
    while (position < STREAM_BYTES) {
        position = feed(pair.client, pair.made, position, &random);
        position =
            position < STREAM_BYTES ? feed(pair.client, pair.made, position, &random) : position;
        CHECK(gw_net_flush(pair.client) <= 1);
        drain(pair.server, &tally);
    }
    uint64_t until = gw_clock_ticks_ns() + patience_ns();
    while (drain(pair.server, &tally) > 0 ||
           (tally.bytes < STREAM_BYTES && gw_clock_ticks_ns() < until)) {
        gw_net_flush(pair.client);
    }
    CHECK(tally.bytes == STREAM_BYTES && tally.wrong == 0);
    pair_shut(&pair);
    return tally;
}

static void seeded_pieces_are_cut_anywhere(void) {
    tally_t one = stream("seed=1");
    tally_t again = stream("seed=1");
    tally_t two = stream("seed=2");
    CHECK(over_kernel() || (one.pieces == again.pieces && one.pieces != two.pieces));
    CHECK(one.shortest == 1 && one.longest > 1400 && one.longest <= GW_PIECE_BYTES_MAX);
}

static void pieces_are_capped(void) {
    CHECK(stream("").longest == GW_PIECE_BYTES_MAX);
    CHECK(stream("piece=100").longest == 100);
    CHECK(stream("piece=100,seed=3").longest == 100);
    CHECK(stream("piece=1").pieces == STREAM_BYTES);
}

typedef struct hammer {
    gw_net_t *net;
    uint64_t until_ns;
    tally_t tally[4];
    uint64_t sent[4];
    uint32_t opened;
} hammer_t;

enum { HAMMER_CONNS = 4, HAMMER_NS = 700000000 };

static void hammer_take(hammer_t *side, uint32_t *conns) {
    gw_event_t events[BURST];
    int32_t count = gw_net_poll(side->net, gw_clock_now_ns(), events, BURST);
    for (int32_t i = 0; i < count; i++) {
        uint32_t slot = events[i].conn & 0xFFFF;
        if (events[i].type == GW_EVENT_OPEN) {
            conns[slot] = events[i].conn;
            side->opened++;
        }
        take(&side->tally[slot], &events[i]);
        if (gw_net_release(side->net, events[i].token) != 0) side->tally[slot].wrong++;
    }
}

/* Both ends send and check as fast as they can; what is under way then is read by finish. */
static void *hammer_run(void *argument) {
    hammer_t *side = argument;
    uint32_t conns[HAMMER_CONNS] = {0};
    uint8_t message[777];
    while (gw_clock_ticks_ns() < side->until_ns) {
        hammer_take(side, conns);
        for (uint32_t c = 0; c < HAMMER_CONNS; c++) {
            uint32_t length = 1 + (uint32_t)(side->sent[c] * 31 % sizeof message);
            if (conns[c] == 0 || gw_net_room(side->net, conns[c]) < (int32_t)length) continue;
            for (uint32_t i = 0; i < length; i++) message[i] = byte_at(side->sent[c] + i);
            if (gw_net_send(side->net, conns[c], message, length) < 0) side->tally[c].wrong++;
            side->sent[c] += length;
        }
        gw_net_flush(side->net);
    }
    return NULL;
}

static int is_under_way(const hammer_t *sides) {
    int count = 0;
    for (uint32_t c = 0; c < HAMMER_CONNS; c++) {
        count += sides[0].tally[c].bytes != sides[1].sent[c];
        count += sides[1].tally[c].bytes != sides[0].sent[c];
    }
    return count > 0;
}

static void finish(hammer_t *sides) {
    uint32_t none[HAMMER_CONNS];
    uint64_t until = gw_clock_ticks_ns() + patience_ns();
    for (uint32_t turn = 0; turn < 1000 || (is_under_way(sides) && gw_clock_ticks_ns() < until);
         turn++) {
        hammer_take(&sides[turn % 2], none);
        gw_net_flush(sides[turn % 2].net);
    }
    for (uint32_t c = 0; c < HAMMER_CONNS; c++) {
        /* Slots are given from 0 in the order of connecting at either end. */
        CHECK(sides[0].tally[c].wrong == 0 && sides[1].tally[c].wrong == 0);
        CHECK(sides[0].tally[c].bytes == sides[1].sent[c] && sides[1].sent[c] > 0);
        CHECK(sides[1].tally[c].bytes == sides[0].sent[c] && sides[0].sent[c] > 0);
    }
}

static void two_threads_lose_nothing(void) {
    hammer_t sides[2] = {0};
    pair_t pair = pair_handles("seed=5,pipe=16", "seed=6,pipe=64");
    sides[0].net = pair.server;
    sides[1].net = pair.client;
    sides[0].until_ns = sides[1].until_ns = gw_clock_ticks_ns() + HAMMER_NS;
    for (uint32_t c = 0; c < HAMMER_CONNS; c++) {
        uint32_t conn;
        CHECK(gw_net_connect(pair.client, pair.address, &conn) == 0);
    }

    pthread_t other;
    CHECK(pthread_create(&other, NULL, hammer_run, &sides[1]) == 0);
    hammer_run(&sides[0]);
    pthread_join(other, NULL);
    CHECK(sides[0].opened == HAMMER_CONNS && sides[1].opened == HAMMER_CONNS);
    finish(sides);
    pair_shut(&pair);
}

int main(void) {
    RUN_BOTH(seeded_pieces_are_cut_anywhere);
    RUN_BOTH(pieces_are_capped);
    RUN_BOTH(two_threads_lose_nothing);
    return check_end();
}
