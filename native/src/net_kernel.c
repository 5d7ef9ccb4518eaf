/* TCP of the kernel: "kernel:KEY=VALUE,..."; addresses are "a.b.c.d:port".
 *   seed=N   pieces are cut at pseudo-random lengths from N; 0, the default: as long as they can be
 *   piece=N  longest piece, 1 to 1460 bytes, the default
 *   pipe=N   bytes that wait for the kernel to take them, each connection: KiB, a power of two up
 * to 65536; 4096 by default busy=N   microseconds that a read may drive the network card itself
 * (SO_BUSY_POLL), up to 1000; 0, the default: its interrupts do. Each poll then reads one
 * connection, asked or not A frame, as flush counts them, is what the kernel took of one connection
 * in one call. */
#include "address.h"
#include "net.h"
#include "options.h"
#include "slots.h"
#include "sock.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PIPE_KIB = 4096, PIPE_KIB_MAX = 65536, BUSY_US_MAX = 1000 };

/* What one read takes at most: a few turns of a burst, and it stays in a core's own cache. */
enum { IN_BYTES = 1 << 16 };

/* Of one poll: connections that come in a crowd leave the others their turn. */
enum { EDGES_MAX = 64, ACCEPTS_MAX = 8 };

static const uint64_t listener_bit = 1ull << 32; /* in epoll's word, beside its socket */

typedef struct kernel {
    gw_net_t net;
    int epoll;
    uint32_t busy_us;
    pieces_t pieces;
    uint64_t now_ns; /* of the last poll */
    int64_t sent_again;
    uint8_t *memory; /* the rings of all slots, in their order; pages come when bytes first do */
    uint64_t memory_bytes;
    queue_t active; /* may have an event */
    queue_t parked; /* would be active but for hold */
    queue_t ended;  /* told closed: wait for releases and for their sockets' end */
    uint32_t dirty_count;
    uint32_t listener_count;
    uint32_t read_last; /* slot that busy polling read */
    bool held;
    slots_t slots;
    uint16_t dirty[GW_CONNECTIONS_MAX]; /* slots with bytes for the kernel */
    int listeners[GW_CONNECTIONS_MAX];
    sock_t socks[GW_CONNECTIONS_MAX];
} kernel_t;

static sock_t *find(kernel_t *net, uint32_t conn) {
    uint32_t slot = slots_find(&net->slots, conn);
    return slot == NO_SLOT ? NULL : &net->socks[slot];
}

static void wake(kernel_t *net, uint32_t slot) {
    bool busy = net->socks[slot].state != SOCK_FREE;
    if (busy && !net->slots.queued[slot]) slots_push(&net->slots, &net->active, slot);
}

/* Frees the slot of the connection that has waited longest, if it is done with. A slot keeps its
 * dirty mark: it is still in the list that flush goes through. */
static void reap(kernel_t *net) {
    uint32_t slot = slots_pop(&net->slots, &net->ended);
    sock_t *sock = &net->socks[slot];
    if (sock_settle(sock, net->now_ns, &net->sent_again) && sock->in.head == sock->taken) {
        sock->state = SOCK_FREE;
        slots_give(&net->slots, slot);
        return;
    }
    slots_push(&net->slots, &net->ended, slot);
}

static uint32_t free_slot(kernel_t *net) {
    uint32_t slot = slots_lowest(&net->slots);
    if (slot != NO_SLOT) return slot;
    for (uint32_t i = net->ended.count; i > 0; i--) reap(net);
    return slots_lowest(&net->slots);
}

static int32_t watch(kernel_t *net, int fd, uint32_t events, uint64_t word) {
    struct epoll_event event = {.events = events, .data.u64 = word};
    return epoll_ctl(net->epoll, EPOLL_CTL_ADD, fd, &event) < 0 ? -errno : 0;
}

/* Gives a socket a slot, or closes it. */
static int32_t start(kernel_t *net, uint32_t slot, int fd, bool accepted) {
    uint32_t conn = slots_take(&net->slots, slot);
    int32_t result = watch(net, fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, conn);
    if (result < 0) {
        slots_give(&net->slots, slot);
        (void)close(fd);
        return result;
    }
    sock_start(&net->socks[slot], conn, fd, accepted);
    return 0;
}

static bool configure(kernel_t *net, const char *options) {
    uint64_t seed = 0;
    uint64_t kib = PIPE_KIB;
    uint64_t busy_us = 0;
    net->pieces.max = GW_PIECE_BYTES_MAX;
    const option_t known[] = {
        {"seed", 0, UINT64_MAX, &seed},
        {"piece", 1, GW_PIECE_BYTES_MAX, &net->pieces.max},
        {"pipe", 1, PIPE_KIB_MAX, &kib},
        {"busy", 0, BUSY_US_MAX, &busy_us},
    };
    if (!options_read(options, known, sizeof known / sizeof *known)) return false;
    net->pieces.random = pieces_random(seed);
    net->busy_us = (uint32_t)busy_us;
    net->memory_bytes = (IN_BYTES + kib * 1024) * GW_CONNECTIONS_MAX;
    return (kib & (kib - 1)) == 0;
}

/* Huge pages would give each connection that says one word a whole one. */
static int32_t reserve(kernel_t *net) {
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    void *memory = mmap(NULL, net->memory_bytes, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (memory == MAP_FAILED) return -errno;
    (void)madvise(memory, net->memory_bytes, MADV_NOHUGEPAGE);

    net->memory = memory;
    uint64_t each = net->memory_bytes / GW_CONNECTIONS_MAX;
    for (uint32_t i = 0; i < GW_CONNECTIONS_MAX; i++) {
        uint8_t *bytes = net->memory + i * each;
        net->socks[i].in = (ring_t){.bytes = bytes, .size = IN_BYTES};
        net->socks[i].out = (ring_t){.bytes = bytes + IN_BYTES, .size = each - IN_BYTES};
        net->socks[i].fd = -1;
    }
    return 0;
}

static int32_t kernel_shut(gw_net_t *handle) {
    kernel_t *net = (kernel_t *)handle;
    for (uint32_t i = 0; i < net->listener_count; i++) (void)close(net->listeners[i]);
    for (uint32_t i = 0; i < GW_CONNECTIONS_MAX; i++) {
        sock_t *sock = &net->socks[i];
        if (sock->state == SOCK_FREE) continue;
        /* What the kernel takes at once still goes out; bytes that nobody read would be a reset. */
        sock->state = SOCK_ENDED;
        sock->readable = true;
        if (!sock_settle(sock, net->now_ns, &net->sent_again)) (void)close(sock->fd);
    }
    if (net->memory != NULL) (void)munmap(net->memory, net->memory_bytes);
    if (net->epoll >= 0) (void)close(net->epoll);
    free(net);
    return 0;
}

static int32_t kernel_open(const char *options, gw_net_t **handle) {
    kernel_t *net = calloc(1, sizeof *net);
    if (net == NULL) return -ENOMEM;

    net->net.ops = &net_kernel;
    net->epoll = -1;
    slots_start(&net->slots);
    int32_t result = configure(net, options) ? 0 : -EINVAL;
    if (result == 0) result = reserve(net);
    if (result == 0 && (net->epoll = epoll_create1(EPOLL_CLOEXEC)) < 0) result = -errno;
    if (result < 0) {
        kernel_shut(&net->net);
        return result;
    }
    *handle = &net->net;
    return 0;
}

static int32_t listen_at(kernel_t *net, int fd, struct sockaddr_in *address) {
    const int on = 1;
    socklen_t length = sizeof *address;
    bool any_port = address->sin_port == 0;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)address, length) < 0 || listen(fd, SOMAXCONN) < 0 ||
        getsockname(fd, (struct sockaddr *)address, &length) < 0) {
        return -errno;
    }
    int32_t result = watch(net, fd, EPOLLIN, listener_bit | (uint32_t)fd);
    return result == 0 && any_port ? ntohs(address->sin_port) : result;
}

static int32_t kernel_listen(gw_net_t *handle, const char *text) {
    kernel_t *net = (kernel_t *)handle;
    struct sockaddr_in address;
    int32_t result = address_read(text, &address);
    if (result < 0) return result;
    if (net->listener_count == GW_CONNECTIONS_MAX) return -EMFILE;

    int32_t fd = sock_make(net->busy_us);
    if (fd < 0) return fd;
    result = listen_at(net, fd, &address);
    if (result < 0) {
        (void)close(fd);
    } else {
        net->listeners[net->listener_count++] = fd;
    }
    return result;
}

static int32_t kernel_connect(gw_net_t *handle, const char *text, uint32_t *conn) {
    kernel_t *net = (kernel_t *)handle;
    struct sockaddr_in address;
    int32_t result = address_read(text, &address);
    if (result < 0 || address.sin_port == 0) return -EINVAL;
    uint32_t slot = free_slot(net);
    if (slot == NO_SLOT) return -EMFILE;

    int32_t fd = sock_make(net->busy_us);
    if (fd < 0) return fd;
    if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0 && errno != EINPROGRESS) {
        result = -errno;
        (void)close(fd);
        return result;
    }
    result = start(net, slot, fd, false);
    if (result == 0) *conn = net->socks[slot].conn;
    return result;
}

/* Without a descriptor or memory for it a connection waits in the listener's queue; one that broke
 * off there gives way to the next. */
static void accept_some(kernel_t *net, int listener) {
    for (uint32_t i = 0; i < ACCEPTS_MAX; i++) {
        uint32_t slot = free_slot(net);
        if (slot == NO_SLOT) return;
        int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            if (start(net, slot, fd, true) == 0) wake(net, slot);
        } else if (errno != ECONNABORTED && errno != EINTR) {
            return;
        }
    }
}

/* A read of an empty socket is what drives the card: one a poll, of each connection in turn. */
static void read_one(kernel_t *net) {
    net->read_last = slots_after(&net->slots, net->read_last);
    net->socks[net->read_last].readable = true;
    wake(net, net->read_last);
}

/* Connections tell by edges what changed, so that a held one costs nothing; listeners tell again
 * in each poll, so that what was not accepted is not forgotten. */
static void drive(kernel_t *net) {
    struct epoll_event edges[EDGES_MAX];
    int count = epoll_wait(net->epoll, edges, EDGES_MAX, 0);
    for (int i = 0; i < count; i++) {
        uint64_t word = edges[i].data.u64;
        if ((word & listener_bit) != 0) {
            if (!net->held) accept_some(net, (int)(word & UINT32_MAX));
            continue;
        }
        sock_t *sock = find(net, (uint32_t)word);
        if (sock == NULL) continue;
        sock_mark(sock, edges[i].events);
        wake(net, (uint32_t)word & 0xFFFF);
    }
    if (net->busy_us > 0) read_one(net);
    if (net->ended.count > 0) reap(net);
}

/* One event a connection, then the next connection: who has more goes to the end of the queue. */
static int32_t kernel_poll(gw_net_t *handle, uint64_t now_ns, gw_event_t *events, uint32_t limit) {
    kernel_t *net = (kernel_t *)handle;
    uint32_t count = 0;
    net->now_ns = now_ns;
    drive(net);
    while (count < limit && net->active.count > 0) {
        uint32_t slot = slots_pop(&net->slots, &net->active);
        sock_t *sock = &net->socks[slot];
        if (net->held && sock->accepted) {
            slots_push(&net->slots, &net->parked, slot);
        } else if (sock_take(sock, &net->pieces, &events[count])) {
            events[count++].time_ns = now_ns;
            bool ended = sock->state == SOCK_ENDED;
            slots_push(&net->slots, ended ? &net->ended : &net->active, slot);
        }
    }
    return (int32_t)count;
}

static int32_t kernel_send(gw_net_t *handle, uint32_t conn, const uint8_t *data, uint32_t length) {
    kernel_t *net = (kernel_t *)handle;
    sock_t *sock = find(net, conn);
    if (sock == NULL || sock_check(sock) < 0) return -ENOTCONN;
    if (length > ring_room(&sock->out)) return -ENOBUFS;
    if (length == 0) return 0;

    sock_write(sock, data, length);
    if (!sock->dirty) {
        sock->dirty = true;
        net->dirty[net->dirty_count++] = (uint16_t)(conn & 0xFFFF);
    }
    return (int32_t)length;
}

static int32_t kernel_room(gw_net_t *handle, uint32_t conn) {
    const sock_t *sock = find((kernel_t *)handle, conn);
    if (sock == NULL || sock_check(sock) < 0) return -ENOTCONN;
    return (int32_t)ring_room(&sock->out);
}

/* A connection whose pieces filled its ring was left unread until now. */
static int32_t kernel_release(gw_net_t *handle, uint64_t token) {
    kernel_t *net = (kernel_t *)handle;
    if (token == 0) return 0;
    uint32_t slot = token_slot(token);
    int32_t result = sock_release(&net->socks[slot], token);
    if (result == 0 && net->socks[slot].readable) wake(net, slot);
    return result;
}

static int32_t kernel_hold(gw_net_t *handle, uint32_t on) {
    kernel_t *net = (kernel_t *)handle;
    net->held = on != 0;
    while (!net->held && net->parked.count > 0) {
        slots_push(&net->slots, &net->active, slots_pop(&net->slots, &net->parked));
    }
    return 0;
}

/* What is not open yet, or has bytes that the kernel did not take, keeps its place. */
static int32_t kernel_flush(gw_net_t *handle) {
    kernel_t *net = (kernel_t *)handle;
    int32_t frames = 0;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < net->dirty_count; i++) {
        sock_t *sock = &net->socks[net->dirty[i]];
        if (sock_push(sock)) frames++;
        sock->dirty = sock->out.head != sock->out.tail;
        if (sock->dirty) net->dirty[kept++] = net->dirty[i];
    }
    net->dirty_count = kept;
    return frames;
}

static int32_t kernel_close(gw_net_t *handle, uint32_t conn) {
    kernel_t *net = (kernel_t *)handle;
    sock_t *sock = find(net, conn);
    if (sock == NULL || (sock->state != SOCK_OPEN && sock->state != SOCK_ASKED)) return -ENOTCONN;

    sock->state = SOCK_CLOSING;
    (void)sock_settle(sock, net->now_ns, &net->sent_again);
    wake(net, conn & 0xFFFF);
    return 0;
}

static int64_t kernel_retransmissions(gw_net_t *handle) {
    const kernel_t *net = (kernel_t *)handle;
    int64_t sent_again = net->sent_again;
    for (uint32_t i = 0; i < GW_CONNECTIONS_MAX; i++) sent_again += sock_sent_again(&net->socks[i]);
    return sent_again;
}

const net_ops_t net_kernel = {
    .name = "kernel",
    .open = kernel_open,
    .listen = kernel_listen,
    .connect = kernel_connect,
    .poll = kernel_poll,
    .send = kernel_send,
    .room = kernel_room,
    .release = kernel_release,
    .hold = kernel_hold,
    .flush = kernel_flush,
    .close = kernel_close,
    .retransmissions = kernel_retransmissions,
    .shut = kernel_shut,
};
