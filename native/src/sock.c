#include "sock.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    IDLE_S = 10, /* then keepalive asks, each PROBE_S: a dead peer is found out after 25 s */
    PROBE_S = 5,
    PROBES = 3,
    STUCK_MS = 30000, /* with bytes that are not acknowledged or find no window it is lost */
    SYNS = 4,         /* sent again after 1, 2, 4 and 8 s */
    DISCARD_BYTES = 1 << 20,
};

/* How long a peer may take to answer a half-close with its own. */
static const uint64_t linger_ns = 5000000000ull;

static void set(int32_t fd, int level, int name, int value) {
    (void)setsockopt(fd, level, name, &value, sizeof value);
}

int32_t sock_make(uint32_t busy_us) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;

    set(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
    set(fd, IPPROTO_TCP, TCP_KEEPIDLE, IDLE_S);
    set(fd, IPPROTO_TCP, TCP_KEEPINTVL, PROBE_S);
    set(fd, IPPROTO_TCP, TCP_KEEPCNT, PROBES);
    set(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    set(fd, IPPROTO_TCP, TCP_SYNCNT, SYNS);
    set(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, STUCK_MS);
    /* Above the system's own value it takes a privilege; without it the interrupt does the work. */
    if (busy_us > 0) set(fd, SOL_SOCKET, SO_BUSY_POLL, (int)busy_us);
    return fd;
}

void sock_start(sock_t *sock, uint32_t conn, int32_t fd, bool accepted) {
    sock->in.tail = sock->in.head = sock->taken = sock->out.tail = sock->out.head = 0;
    sock->until_ns = 0;
    sock->conn = conn;
    sock->fd = fd;
    sock->state = accepted ? SOCK_ARRIVED : SOCK_ASKED;
    sock->accepted = accepted;
    /* One that was accepted is connected, and its first bytes have often come with it. */
    sock->readable = sock->writable = accepted;
    sock->over = sock->read_out = false;
}

void sock_mark(sock_t *sock, uint32_t epoll_events) {
    const uint32_t ends = EPOLLHUP | EPOLLERR;
    if (epoll_events & (EPOLLIN | EPOLLRDHUP | ends)) sock->readable = true;
    if (epoll_events & (EPOLLOUT | ends)) sock->writable = true;
    if (epoll_events & (EPOLLRDHUP | ends)) sock->over = true;
}

static bool later(void) {
    return errno == EAGAIN || errno == EWOULDBLOCK;
}

static void lose(sock_t *sock) {
    sock->out.head = sock->out.tail;
    sock->over = true;
    sock->read_out = true;
}

static bool tell(sock_t *sock, gw_event_t *event, uint32_t type, sock_state_t next) {
    *event = (gw_event_t){.conn = sock->conn, .type = type};
    if (type == GW_EVENT_OPEN && sock->accepted) event->flags = GW_FLAG_ACCEPTED;
    sock->state = (uint8_t)next;
    return true;
}

static bool take_answer(sock_t *sock, gw_event_t *event) {
    int error = 0;
    socklen_t length = sizeof error;
    if (!sock->writable) return false;
    if (getsockopt(sock->fd, SOL_SOCKET, SO_ERROR, &error, &length) == 0 && error == 0) {
        return tell(sock, event, GW_EVENT_OPEN, SOCK_OPEN);
    }
    lose(sock);
    return tell(sock, event, GW_EVENT_CLOSED, SOCK_ENDED);
}

/* A ring that is empty begins at its first byte again, where the lines are warm. */
static void rewind_empty(ring_t *ring) {
    if (ring->head == ring->tail) {
        ring->head = ring->tail = (ring->tail + ring->size - 1) & ~(ring->size - 1);
    }
}

/* Fewer bytes than asked for mean that there are no more, and an edge tells of the next: unless the
 * peer has ended it, for then its end is still to be read. */
static void receive(sock_t *sock) {
    ring_t *in = &sock->in;
    if (in->head == in->tail) {
        rewind_empty(in);
        sock->taken = in->tail;
    }
    uint64_t offset = in->tail & (in->size - 1);
    uint64_t length = ring_room(in) < in->size - offset ? ring_room(in) : in->size - offset;
    if (!sock->readable || length == 0) return;

    ssize_t got;
    do {
        got = recv(sock->fd, in->bytes + offset, length, 0);
    } while (got < 0 && errno == EINTR);
    if (got > 0) {
        in->tail += (uint64_t)got;
        if ((uint64_t)got < length && !sock->over) sock->readable = false;
    } else if (got < 0 && later()) {
        sock->readable = false;
    } else if (got == 0) {
        sock->over = sock->read_out = true;
    } else {
        lose(sock);
    }
}

static bool take_data(sock_t *sock, pieces_t *pieces, gw_event_t *event) {
    const ring_t *in = &sock->in;
    uint64_t offset = sock->taken & (in->size - 1);
    uint64_t length = piece_length(pieces);
    if (length > in->tail - sock->taken) length = in->tail - sock->taken;
    if (length > in->size - offset) length = in->size - offset;

    *event = (gw_event_t){.data = in->bytes + offset,
                          .token = token_of(sock->conn, sock->taken, (uint32_t)length),
                          .length = (uint32_t)length,
                          .conn = sock->conn,
                          .type = GW_EVENT_DATA};
    sock->taken += length;
    return true;
}

bool sock_take(sock_t *sock, pieces_t *pieces, gw_event_t *event) {
    switch (sock->state) {
    case SOCK_ASKED:
        return take_answer(sock, event);
    case SOCK_ARRIVED:
        return tell(sock, event, GW_EVENT_OPEN, SOCK_OPEN);
    case SOCK_CLOSING:
        return tell(sock, event, GW_EVENT_CLOSED, SOCK_ENDED);
    default:
        break;
    }

    if (sock->taken == sock->in.tail) receive(sock);
    if (sock->taken != sock->in.tail) return take_data(sock, pieces, event);
    return sock->read_out && tell(sock, event, GW_EVENT_CLOSED, SOCK_ENDED);
}

int32_t sock_release(sock_t *sock, uint64_t token) {
    uint32_t length = token_length(token, sock->conn, sock->in.head, sock->taken);
    if (sock->state == SOCK_FREE || length == 0) return -EINVAL;
    sock->in.head += length;
    return 0;
}

int32_t sock_check(const sock_t *sock) {
    bool open = sock->state == SOCK_OPEN || sock->state == SOCK_ASKED;
    return open && !sock->over ? 0 : -ENOTCONN;
}

void sock_write(sock_t *sock, const uint8_t *data, uint32_t length) {
    ring_t *out = &sock->out;
    rewind_empty(out);
    uint64_t offset = out->tail & (out->size - 1);
    uint64_t first = out->size - offset < length ? out->size - offset : length;
    memcpy(out->bytes + offset, data, first);
    if (first < length) memcpy(out->bytes, data + first, length - first);
    out->tail += length;
}

static ssize_t send_queued(const sock_t *sock) {
    const ring_t *out = &sock->out;
    uint64_t length = out->tail - out->head;
    uint64_t offset = out->head & (out->size - 1);
    uint64_t first = out->size - offset < length ? out->size - offset : length;
    struct iovec parts[2] = {{out->bytes + offset, first}, {out->bytes, length - first}};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = first < length ? 2 : 1};
    ssize_t sent;
    do {
        sent = sendmsg(sock->fd, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent;
}

bool sock_push(sock_t *sock) {
    if (sock->fd < 0 || !sock->writable || sock->state == SOCK_ASKED) return false;
    if (sock->out.head == sock->out.tail) return false;

    ssize_t sent = send_queued(sock);
    if (sent >= 0) {
        sock->out.head += (uint64_t)sent;
    } else if (later()) {
        sock->writable = false;
    } else if (errno != ENOBUFS && errno != ENOMEM) {
        /* What the peer sent before it ended is still to be read. */
        sock->out.head = sock->out.tail;
        sock->over = sock->readable = true;
    }
    return sent > 0;
}

/* MSG_TRUNC: the kernel drops the bytes without copying them. */
static void discard(sock_t *sock) {
    ssize_t got = recv(sock->fd, NULL, DISCARD_BYTES, MSG_TRUNC);
    if (got < 0 && later()) {
        sock->readable = false;
    } else if (got == 0) {
        sock->read_out = true;
    } else if (got < 0 && errno != EINTR) {
        lose(sock);
    }
}

bool sock_settle(sock_t *sock, uint64_t now_ns, int64_t *sent_again) {
    if (sock->fd < 0) return true;

    sock_push(sock);
    if (sock->readable && !sock->read_out) discard(sock);
    bool sent = sock->out.head == sock->out.tail;
    if (sent && sock->writable && sock->until_ns == 0) {
        (void)shutdown(sock->fd, SHUT_WR);
        sock->until_ns = now_ns + linger_ns;
    }
    if (!sent || (!sock->read_out && (sock->until_ns == 0 || now_ns < sock->until_ns))) {
        return false;
    }

    *sent_again += sock_sent_again(sock);
    (void)close(sock->fd);
    sock->fd = -1;
    return true;
}

int64_t sock_sent_again(const sock_t *sock) {
    struct tcp_info info = {0};
    socklen_t length = sizeof info;
    if (sock->fd < 0) return 0;
    (void)getsockopt(sock->fd, IPPROTO_TCP, TCP_INFO, &info, &length);
    return info.tcpi_total_retrans;
}
