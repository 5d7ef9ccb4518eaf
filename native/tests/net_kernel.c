/* What only sockets do: addresses, peers that break off, windows that close, ends that linger. */
#include "pair.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { KIB = 1024, POUR_BYTES = 64 * 1024 * 1024 };

/* A server over the kernel and a plain blocking socket connected to it. */
typedef struct guest {
    gw_net_t *server;
    uint32_t taken;
    int fd;
    char address[32];
} guest_t;

static int32_t opens(const char *config) {
    gw_net_t *net = NULL;
    int32_t result = gw_net_open(config, &net);
    if (result == 0) gw_net_shut(net);
    return result;
}

static int dial(const char *address) {
    struct sockaddr_in to = {.sin_family = AF_INET};
    to.sin_port = htons((uint16_t)atoi(strchr(address, ':') + 1));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
    return fd;
}

static guest_t guest_open(const char *options) {
    guest_t guest = {.server = open_net(options)};
    listen_anywhere(guest.server, guest.address);
    guest.fd = dial(guest.address);
    guest.taken = next_event(guest.server).conn;
    CHECK(guest.taken != 0);
    return guest;
}

static void guest_shut(guest_t *guest) {
    if (guest->fd >= 0) close(guest->fd);
    CHECK(gw_net_shut(guest->server) == 0);
}

/* True when the guest reads these bytes, then its end, which is no reset. */
static int guest_reads_all(const guest_t *guest, const char *text) {
    char got[64] = {0};
    size_t length = 0;
    ssize_t each = -1;
    while (length < sizeof got - 1 &&
           (each = recv(guest->fd, got + length, sizeof got - 1 - length, 0)) > 0) {
        length += (size_t)each;
    }
    return strcmp(got, text) == 0 && each == 0;
}

static void a_configuration_is_checked(void) {
    static const char *const good[] = {"kernel", "kernel:", "kernel:pipe=1,busy=50",
                                       "kernel:seed=1,piece=1460"};
    static const char *const bad[] = {"kernel:pipe",   "kernel:pipe=3",     "kernel:pipe=0",
                                      "kernel:busy=x", "kernel:busy=1001",  "kernel:speed=1",
                                      "kernel:piece=", "kernel:piece=1461", "kernel:busy=1,"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) CHECK(opens(good[i]) == 0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) CHECK(opens(bad[i]) == -EINVAL);
}

static void an_address_is_checked(void) {
    static const char *const bad[] = {
        "",           "127.0.0.1",        "127.0.0.1:",          ":80",          "localhost:80",
        "127.0.0:80", "127.0.0.1:65536",  "127.0.0.1:-1",        "127.0.0.1:8x", "127.0.0.1:000080",
        "::1:80",     "127.0.0.1:80:80 ", "0127.000.000.001:80", "venue:1"};
    pair_t pair = pair_handles("", "");
    uint32_t conn = 1;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK(gw_net_listen(pair.server, bad[i]) == -EINVAL);
        CHECK(gw_net_connect(pair.client, bad[i], &conn) == -EINVAL && conn == 0);
    }
    CHECK(gw_net_connect(pair.client, "127.0.0.1:0", &conn) == -EINVAL);
    CHECK(gw_net_listen(pair.client, "192.0.2.1:0") == -EADDRNOTAVAIL);
    CHECK(gw_net_listen(pair.client, pair.address) == -EADDRINUSE);
    CHECK(gw_net_listen(pair.server, pair.address) == -EADDRINUSE);

    /* Several listeners of one handle, and an address that is free again after its handle. */
    char second[32];
    listen_anywhere(pair.server, second);
    CHECK(strcmp(second, pair.address) != 0);
    memcpy(pair.address, second, sizeof second);
    pair_connect(&pair);
    pair_shut(&pair);
    gw_net_t *again = open_net("");
    CHECK(gw_net_listen(again, second) == 0);
    CHECK(gw_net_shut(again) == 0);
}

static void a_refused_connection_is_told_closed(void) {
    pair_t pair = pair_handles("", "");
    CHECK(gw_net_shut(pair.server) == 0);
    CHECK(gw_net_connect(pair.client, pair.address, &pair.made) == 0);
    CHECK(send_text(pair.client, pair.made, "early") == 5);
    gw_event_t event = next_event(pair.client);
    CHECK(event.type == GW_EVENT_CLOSED && event.conn == pair.made);
    CHECK(send_text(pair.client, pair.made, "x") == -ENOTCONN);
    CHECK(is_quiet(pair.client));
    CHECK(gw_net_shut(pair.client) == 0);
}

static void a_reset_is_told_after_what_came_before(void) {
    guest_t guest = guest_open("");
    const struct linger abrupt = {.l_onoff = 1, .l_linger = 0};
    CHECK(setsockopt(guest.fd, SOL_SOCKET, SO_LINGER, &abrupt, sizeof abrupt) == 0);
    CHECK(send_text(guest.server, guest.taken, "unread") == 6);
    CHECK(send(guest.fd, "last", 4, 0) == 4);
    close(guest.fd);
    guest.fd = -1;
    drive(guest.server);
    CHECK(send_text(guest.server, guest.taken, "x") == -ENOTCONN);
    CHECK(took_text(guest.server, "last"));
    gw_event_t event = next_event(guest.server);
    CHECK(event.type == GW_EVENT_CLOSED && event.conn == guest.taken);
    CHECK(is_quiet(guest.server));
    guest_shut(&guest);
}

/* What was queued before the peer ended its half still reaches it, and then our end. */
static void a_peer_that_half_closed_reads_on(void) {
    guest_t guest = guest_open("");
    CHECK(send(guest.fd, "ask", 3, 0) == 3);
    CHECK(shutdown(guest.fd, SHUT_WR) == 0);
    CHECK(gw_net_send(guest.server, guest.taken, (const uint8_t *)"answer", 6) == 6);
    CHECK(took_text(guest.server, "ask"));
    CHECK(next_event(guest.server).type == GW_EVENT_CLOSED);
    CHECK(gw_net_flush(guest.server) == 1);
    CHECK(is_quiet(guest.server));
    CHECK(guest_reads_all(&guest, "answer"));
    guest_shut(&guest);
}

/* Bytes of the peer that nobody will read must not turn the close into a reset. */
static void what_was_queued_at_a_close_arrives(void) {
    guest_t guest = guest_open("");
    CHECK(send(guest.fd, "unread", 6, 0) == 6);
    CHECK(gw_net_send(guest.server, guest.taken, (const uint8_t *)"last", 4) == 4);
    CHECK(gw_net_close(guest.server, guest.taken) == 0);
    CHECK(next_event(guest.server).type == GW_EVENT_CLOSED);
    CHECK(send(guest.fd, "more", 4, 0) == 4);
    CHECK(is_quiet(guest.server));
    CHECK(guest_reads_all(&guest, "last"));
    guest_shut(&guest);
}

static void a_shut_is_no_reset(void) {
    guest_t guest = guest_open("");
    CHECK(is_quiet(guest.server)); /* what comes now is only announced in a next poll */
    CHECK(send(guest.fd, "unread", 6, 0) == 6);
    CHECK(gw_net_send(guest.server, guest.taken, (const uint8_t *)"last", 4) == 4);
    CHECK(gw_net_shut(guest.server) == 0);
    CHECK(guest_reads_all(&guest, "last"));
    close(guest.fd);
}

/* More than the kernel takes at once: the half-close waits for all of it. */
static void a_close_waits_for_a_peer_that_reads_slowly(void) {
    guest_t guest = guest_open("pipe=8192");
    static uint8_t bytes[64 * KIB];
    uint64_t sent = 0;
    int32_t each;
    while ((each = gw_net_send(guest.server, guest.taken, bytes, sizeof bytes)) > 0) {
        sent += (uint64_t)each;
    }
    CHECK(sent == 8192 * KIB);
    CHECK(gw_net_close(guest.server, guest.taken) == 0);
    CHECK(next_event(guest.server).type == GW_EVENT_CLOSED);
    uint64_t until = gw_clock_ticks_ns() + patience_ns();
    ssize_t got = 1;
    while (got != 0 && gw_clock_ticks_ns() < until) {
        got = recv(guest.fd, bytes, sizeof bytes, MSG_DONTWAIT);
        if (got > 0) sent -= (uint64_t)got;
        CHECK(gw_net_poll(guest.server, 7, NULL, 0) == 0);
        gw_net_flush(guest.server);
    }
    CHECK(got == 0 && sent == 0);
    guest_shut(&guest);
}

/* Slot of the next connection, at a time of the poll's. */
static uint32_t next_slot(const guest_t *guest, uint64_t now_ns) {
    gw_event_t event = {0};
    for (int i = 0; i < 4; i++) CHECK(gw_net_poll(guest->server, now_ns, NULL, 0) == 0);
    int fd = dial(guest->address);
    uint64_t until = gw_clock_ticks_ns() + patience_ns();
    while (event.type != GW_EVENT_OPEN && gw_clock_ticks_ns() < until) {
        gw_net_poll(guest->server, now_ns, &event, 1);
    }
    close(fd);
    CHECK(event.type == GW_EVENT_OPEN);
    return event.conn & 0xFFFF;
}

/* Slots go up from 0: the next connection's shows whether the first one's is free. */
static void a_peer_that_never_closes_keeps_its_slot_for_five_seconds(void) {
    guest_t guest = guest_open("");
    CHECK(gw_net_close(guest.server, guest.taken) == 0);
    CHECK(next_event(guest.server).type == GW_EVENT_CLOSED);
    CHECK(next_slot(&guest, 4900000000) == 1);
    CHECK(next_slot(&guest, 5100000000) == 0);
    guest_shut(&guest);
}

/* Pours in until room is gone, then reads it all: nothing is lost, and room comes back. */
static void a_slow_reader_fills_the_window_and_loses_nothing(void) {
    pair_t pair = pair_open("", "pipe=4096");
    static uint8_t bytes[KIB];
    uint64_t sent = 0;
    uint64_t got = 0;
    uint64_t wrong = 0;
    while (gw_net_room(pair.client, pair.made) > 0 && sent < POUR_BYTES) {
        for (uint64_t i = 0; i < KIB; i++) bytes[i] = (uint8_t)((sent + i) * 2654435761u >> 13);
        if (gw_net_send(pair.client, pair.made, bytes, KIB) != KIB) break;
        sent += KIB;
        gw_net_flush(pair.client);
        (void)gw_net_poll(pair.client, 7, NULL, 0);
    }
    CHECK(sent < POUR_BYTES && gw_net_room(pair.client, pair.made) == 0);
    CHECK(gw_net_send(pair.client, pair.made, bytes, 1) == -ENOBUFS);

    for (gw_event_t event; got < sent && (event = next_event(pair.server)).length > 0;) {
        for (uint32_t i = 0; i < event.length; i++) {
            wrong += event.data[i] != (uint8_t)((got + i) * 2654435761u >> 13);
        }
        got += event.length;
        CHECK(gw_net_release(pair.server, event.token) == 0);
        (void)gw_net_poll(pair.client, 7, NULL, 0);
        gw_net_flush(pair.client);
    }
    CHECK(got == sent && wrong == 0);
    CHECK(gw_net_room(pair.client, pair.made) == 4096 * KIB);
    pair_shut(&pair);
}

/* The kernel's window of a connection that is held closes: the guest cannot write for ever. */
static void a_held_connections_window_closes(void) {
    guest_t guest = guest_open("");
    static uint8_t bytes[KIB];
    uint64_t sent = 0;
    CHECK(gw_net_hold(guest.server, 1) == 0);
    for (ssize_t each; sent < POUR_BYTES; sent += (uint64_t)each) {
        CHECK(gw_net_poll(guest.server, 7, NULL, 0) == 0);
        if ((each = send(guest.fd, bytes, KIB, MSG_DONTWAIT)) <= 0) break;
    }
    CHECK(sent > 0 && sent < POUR_BYTES && is_quiet(guest.server));

    CHECK(gw_net_hold(guest.server, 0) == 0);
    uint64_t got = 0;
    for (gw_event_t event; got < sent && (event = next_event(guest.server)).length > 0;) {
        got += event.length;
        CHECK(gw_net_release(guest.server, event.token) == 0);
    }
    CHECK(got == sent);
    guest_shut(&guest);
}

/* Pieces that are out fill the memory of their connection; giving one back lets it go on. */
static void nothing_is_read_into_memory_that_is_out(void) {
    guest_t guest = guest_open("");
    static uint8_t bytes[256 * KIB];
    static gw_event_t out[1000];
    uint32_t count = 0;
    uint64_t got = 0;
    CHECK(send(guest.fd, bytes, sizeof bytes, 0) == sizeof bytes);
    while (got < 64 * KIB && count < 1000) {
        out[count] = next_event(guest.server);
        got += out[count++].length;
    }
    CHECK(is_quiet(guest.server));
    CHECK(got == 64 * KIB);
    for (uint32_t i = 0; i < count; i++) {
        CHECK(gw_net_release(guest.server, out[i].token) == 0);
    }
    for (gw_event_t event; got < sizeof bytes && (event = next_event(guest.server)).length > 0;) {
        got += event.length;
        CHECK(gw_net_release(guest.server, event.token) == 0);
    }
    CHECK(got == sizeof bytes);
    guest_shut(&guest);
}

/* Without a descriptor they wait; nothing is said of them, nobody else is disturbed. */
static void connections_wait_while_there_is_no_descriptor(void) {
    guest_t guest = guest_open("");
    int late = dial(guest.address);
    int highest = dup(late);
    struct rlimit had;
    CHECK(getrlimit(RLIMIT_NOFILE, &had) == 0);
    struct rlimit none = {.rlim_cur = (rlim_t)highest + 1, .rlim_max = had.rlim_max};
    CHECK(setrlimit(RLIMIT_NOFILE, &none) == 0);
    CHECK(is_quiet(guest.server));
    uint32_t conn;
    CHECK(gw_net_connect(guest.server, guest.address, &conn) == -EMFILE && conn == 0);
    CHECK(send(guest.fd, "on", 2, 0) == 2 && took_text(guest.server, "on"));
    CHECK(setrlimit(RLIMIT_NOFILE, &had) == 0);
    CHECK(next_event(guest.server).type == GW_EVENT_OPEN);
    close(late);
    close(highest);
    guest_shut(&guest);
}

/* A crowd that comes at once leaves turns to who is there already. */
static void a_crowd_does_not_starve_who_is_there(void) {
    enum { CROWD = 100 };
    guest_t guest = guest_open("");
    int crowd[CROWD];
    CHECK(is_quiet(guest.server)); /* from now on it waits for its turn as anybody */
    for (int i = 0; i < CROWD; i++) crowd[i] = dial(guest.address);
    CHECK(send(guest.fd, "me", 2, 0) == 2);
    uint32_t opened = 0;
    gw_event_t event = next_event(guest.server);
    for (; event.type == GW_EVENT_OPEN; event = next_event(guest.server)) opened++;
    CHECK(event.type == GW_EVENT_DATA && opened < CROWD / 2);
    CHECK(gw_net_release(guest.server, event.token) == 0);
    while (next_event(guest.server).type == GW_EVENT_OPEN && ++opened < CROWD) {
    }
    CHECK(opened == CROWD);
    for (int i = 0; i < CROWD; i++) close(crowd[i]);
    guest_shut(&guest);
}

/* Here no read finds anything before an edge does; the option must change nothing but the cost. */
static void busy_polling_reads_what_comes(void) {
    pair_t pair = pair_open("busy=50", "busy=50");
    for (int i = 0; i < 100; i++) {
        CHECK(send_text(pair.client, pair.made, "there") == 5 && took_text(pair.server, "there"));
        CHECK(send_text(pair.server, pair.taken, "back") == 4 && took_text(pair.client, "back"));
    }
    CHECK(gw_net_retransmissions(pair.client) == 0);
    pair_shut(&pair);
}

/* Whoever waited in its queue is told open and closed, or closed alone. */
static void a_server_that_goes_takes_leave(void) {
    pair_t pair = pair_open("", "");
    uint32_t waiting;
    CHECK(gw_net_connect(pair.client, pair.address, &waiting) == 0);
    gw_net_send(pair.server, pair.taken, (const uint8_t *)"bye", 3);
    CHECK(gw_net_shut(pair.server) == 0);

    uint32_t closed = 0;
    for (gw_event_t event; (event = next_event(pair.client)).type != 0 && closed < 2;) {
        closed += event.type == GW_EVENT_CLOSED;
        CHECK(event.type != GW_EVENT_OPEN || event.conn == waiting);
        CHECK(event.type != GW_EVENT_DATA || memcmp(event.data, "bye", 3) == 0);
        CHECK(event.length == (event.type == GW_EVENT_DATA ? 3 : 0));
        CHECK(gw_net_release(pair.client, event.token) == 0);
        if (closed == 2) break;
    }
    CHECK(closed == 2 && is_quiet(pair.client));
    CHECK(gw_net_shut(pair.client) == 0);
}

int main(void) {
    back = "kernel";
    RUN(a_configuration_is_checked);
    RUN(an_address_is_checked);
    RUN(a_refused_connection_is_told_closed);
    RUN(a_reset_is_told_after_what_came_before);
    RUN(a_peer_that_half_closed_reads_on);
    RUN(what_was_queued_at_a_close_arrives);
    RUN(a_shut_is_no_reset);
    RUN(a_close_waits_for_a_peer_that_reads_slowly);
    RUN(a_peer_that_never_closes_keeps_its_slot_for_five_seconds);
    RUN(a_slow_reader_fills_the_window_and_loses_nothing);
    RUN(a_held_connections_window_closes);
    RUN(nothing_is_read_into_memory_that_is_out);
    RUN(connections_wait_while_there_is_no_descriptor);
    RUN(a_crowd_does_not_starve_who_is_there);
    RUN(busy_polling_reads_what_comes);
    RUN(a_server_that_goes_takes_leave);
    return check_end();
}
