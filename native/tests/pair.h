/* Two handles with one connection between them. */
#ifndef PAIR_H
#define PAIR_H

#include "check.h"

#include <string.h>

typedef struct pair {
    gw_net_t *server;
    gw_net_t *client;
    uint32_t taken; /* the connection as the server names it */
    uint32_t made;  /* as the client does */
} pair_t;

/* One event, or a zeroed one. */
static inline gw_event_t next_event(gw_net_t *net) {
    gw_event_t event;
    return gw_net_poll(net, 7, &event, 1) == 1 ? event : (gw_event_t){0};
}

static inline pair_t pair_handles(const char *server, const char *client) {
    pair_t pair = {0};
    CHECK(gw_net_open(server, &pair.server) == 0);
    CHECK(gw_net_open(client, &pair.client) == 0);
    CHECK(gw_net_listen(pair.server, "venue:1") == 0);
    return pair;
}

/* Connects, and takes the open event of either end. */
static inline void pair_connect(pair_t *pair) {
    CHECK(gw_net_connect(pair->client, "venue:1", &pair->made) == 0);
    gw_event_t event = next_event(pair->server);
    CHECK(event.type == GW_EVENT_OPEN && event.flags == GW_FLAG_ACCEPTED && event.time_ns == 7);
    pair->taken = event.conn;
    event = next_event(pair->client);
    CHECK(event.type == GW_EVENT_OPEN && event.flags == 0 && event.conn == pair->made);
}

static inline pair_t pair_open(const char *server, const char *client) {
    pair_t pair = pair_handles(server, client);
    pair_connect(&pair);
    return pair;
}

static inline void pair_shut(pair_t *pair) {
    CHECK(gw_net_shut(pair->server) == 0);
    CHECK(gw_net_shut(pair->client) == 0);
}

static inline int32_t send_text(gw_net_t *net, uint32_t conn, const char *text) {
    int32_t sent = gw_net_send(net, conn, (const uint8_t *)text, (uint32_t)strlen(text));
    gw_net_flush(net);
    return sent;
}

/* True when the next event is these bytes; gives them back. */
static inline int took_text(gw_net_t *net, const char *text) {
    gw_event_t event = next_event(net);
    return event.type == GW_EVENT_DATA && event.length == strlen(text) &&
           memcmp(event.data, text, event.length) == 0 && gw_net_release(net, event.token) == 0;
}

#endif
