/* The whole C ABI of the gateway: src/Native/Gw.cs binds these functions, in this order,
 * and no others.
 *
 * Every function returns >= 0 on success (a count where one makes sense) and -errno on failure.
 * No function allocates after its open, listen or connect. No two threads call functions on one
 * handle. */
#ifndef GW_H
#define GW_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

/* One request in one cache line: also one SBE message and one 512-bit FPGA beat.
 * Truth: sbe-schemas/order.xml. */
typedef struct gw_order {
    uint64_t header;
    uint64_t order_id;
    uint64_t time_ns;
    int32_t price;
    uint32_t quantity;
    int32_t held_price;
    uint32_t held_quantity;
    uint32_t instrument;
    uint32_t account;
    uint32_t session;
    uint32_t request;
    uint8_t operation;
    uint8_t side;
    uint8_t kind;
    uint8_t verdict;
    uint8_t time_in_force;
    uint8_t flags;
    uint16_t trader;
} gw_order_t;

/* What the venue answered: one cache line, one SBE message, one 512-bit FPGA beat.
 * Truth: sbe-schemas/execution.xml. */
typedef struct gw_execution {
    uint64_t header;
    uint64_t order_id;
    uint64_t time_ns;
    int32_t price;
    uint32_t quantity;
    int32_t held_price;
    uint32_t held_quantity;
    uint32_t instrument;
    uint32_t account;
    uint32_t session;
    uint32_t request;
    uint8_t exec_type;
    uint8_t side;
    uint8_t reason;
    uint8_t verdict;
    uint32_t match;
} gw_execution_t;

/* One row of the risk tables: a registration, a limit, a kill or a resumption.
 * Truth: sbe-schemas/limit.xml. */
typedef struct gw_limit {
    uint64_t header;
    uint64_t sequence;
    uint64_t time_ns;
    uint64_t value;
    uint64_t value2;
    uint32_t instrument;
    uint32_t account;
    uint32_t session;
    uint32_t author;
    uint8_t scope;
    uint8_t check;
    uint8_t action;
    uint8_t verdict;
    uint32_t version;
} gw_limit_t;

/* The reference price of one instrument and the collar around it.
 * Truth: sbe-schemas/price.xml. */
typedef struct gw_price {
    uint64_t header;
    uint64_t sequence;
    uint64_t time_ns;
    int32_t reference;
    int32_t low;
    int32_t high;
    uint32_t age_ms_max;
    uint32_t instrument;
    uint32_t reserved_account;
    uint32_t reserved_session;
    uint32_t source;
    uint8_t phase;
    uint8_t reserved57;
    uint8_t reserved58;
    uint8_t verdict;
    uint32_t reserved60;
} gw_price_t;

/* A text that travels once; afterwards its row stands for it.
 * Truth: sbe-schemas/name.xml. */
typedef struct gw_name {
    uint64_t header;
    uint64_t sequence;
    uint64_t time_ns;
    uint32_t row;
    uint32_t session;
    uint8_t text[28];
    uint8_t kind;
    uint8_t part;
    uint8_t length;
    uint8_t reserved;
} gw_name_t;

/* What one row of the instrument table trades: tick, lot, multiplier, opening reference.
 * Truth: sbe-schemas/instrument.xml. */
typedef struct gw_instrument {
    uint64_t header;
    uint64_t sequence;
    uint64_t time_ns;
    uint64_t tick_e8;
    uint64_t multiplier_e4;
    uint32_t row;
    uint32_t symbol;
    uint32_t lot_e4;
    uint32_t venue;
    int32_t reference;
    uint16_t collar;
    uint8_t currency;
    uint8_t flags;
} gw_instrument_t;

/* A venue's best prices and last trade in one instrument.
 * Truth: sbe-schemas/quote.xml. */
typedef struct gw_quote {
    uint64_t header;
    uint64_t sequence;
    uint64_t time_ns;
    int32_t bid;
    uint32_t bid_quantity;
    int32_t ask;
    uint32_t ask_quantity;
    uint32_t instrument;
    int32_t last;
    uint32_t last_quantity;
    uint32_t source;
    uint8_t phase;
    uint8_t flags;
    uint16_t reserved58;
    uint32_t reserved60;
} gw_quote_t;

/* Cash or securities into or out of one account: opening balances, deposits, fees.
 * Truth: sbe-schemas/movement.xml. */
typedef struct gw_movement {
    uint64_t header;
    uint64_t sequence;
    uint64_t time_ns;
    uint64_t amount_low;
    int64_t amount_high;
    uint32_t instrument;
    uint32_t account;
    uint32_t currency;
    uint32_t author;
    uint8_t kind;
    uint8_t reserved57;
    uint16_t reserved58;
    uint32_t reference;
} gw_movement_t;

static_assert(sizeof(gw_order_t) == 64 && sizeof(gw_execution_t) == 64, "one cache line");
static_assert(sizeof(gw_limit_t) == 64 && sizeof(gw_price_t) == 64, "one cache line");
static_assert(offsetof(gw_execution_t, verdict) == offsetof(gw_order_t, verdict), "one wire");
static_assert(offsetof(gw_limit_t, verdict) == offsetof(gw_order_t, verdict), "one wire");
static_assert(offsetof(gw_price_t, verdict) == offsetof(gw_order_t, verdict), "one wire");

enum { GW_EVENT_DATA = 1, GW_EVENT_OPEN = 2, GW_EVENT_CLOSED = 3 };

enum { GW_CONNECTIONS_MAX = 1024 }; /* of one handle at a time, those made and those taken */

enum { GW_PIECE_BYTES_MAX = 1460 }; /* longest data event: an Ethernet segment */

enum { GW_FLAG_ACCEPTED = 1 }; /* an open event of a connection that a listener took */

/* What happened on one connection; data stay in the back end's memory until gw_net_release. */
typedef struct gw_event {
    const uint8_t *data;
    uint64_t time_ns;
    uint64_t token;
    uint32_t length;
    uint32_t conn; /* slot in the low half, generation in the high half */
    uint32_t type; /* GW_EVENT_* */
    uint32_t flags;
} gw_event_t;

static_assert(sizeof(gw_event_t) == 40 && offsetof(gw_event_t, token) == 16, "NetEvent.cs");
static_assert(offsetof(gw_event_t, conn) == 28 && offsetof(gw_event_t, flags) == 36, "NetEvent.cs");

typedef struct gw_net gw_net_t;

/* Opens the back end that config names; it is chosen here, once. -ENODEV: there is no such back
 * end, -EINVAL: it does not know an option. Every other function gives -EBADF without a handle.
 * "memory:KEY=VALUE,..." : byte pipes inside this process; keys in net_memory.c.
 * "kernel:KEY=VALUE,..." : TCP sockets of the kernel; keys in net_kernel.c. */
int32_t gw_net_open(const char *config, gw_net_t **net);

/* Takes connections to address from now on; returns 0, or the port that the system chose when
 * address names port 0. -EINVAL: it is none, -EADDRINUSE, -EADDRNOTAVAIL, -EACCES, -EMFILE. */
int32_t gw_net_listen(gw_net_t *net, const char *address);

/* Starts a connection; *conn, never 0, is valid at once, its open (or closed) event tells how it
 * went; what is sent before leaves when it is open. -EMFILE, -EINVAL, -ENOMEM; -ECONNREFUSED or
 * -ENETUNREACH where that is known at once. */
int32_t gw_net_connect(gw_net_t *net, const char *address, uint32_t *conn);

/* Drives the stack and fills at most limit events (limit 0: drives it only); returns how many.
 * Connections that have something take turns, event by event, across polls too.
 * now_ns, UTC, never going back, is what the events are stamped with. */
int32_t gw_net_poll(gw_net_t *net, uint64_t now_ns, gw_event_t *events, uint32_t limit);

/* Queues a copy of data, all or nothing; returns length, -ENOTCONN (stale, closed by either side
 * or never) or -ENOBUFS. The peer sees nothing of it before a flush. */
int32_t gw_net_send(gw_net_t *net, uint32_t conn, const uint8_t *data, uint32_t length);

/* Bytes that a send to conn could take now; -ENOTCONN. */
int32_t gw_net_room(gw_net_t *net, uint32_t conn);

/* Gives one event's memory back; the events of a connection in the order they came, else -EINVAL
 * and nothing is released. Token 0, of events without data, is nothing to give back. Pieces may
 * be given back after the closed event; their slot is not used again before. */
int32_t gw_net_release(gw_net_t *net, uint64_t token);

/* While on is 1 no accepted connection gives events or is accepted: their windows close.
 * Connections that this side made go on. */
int32_t gw_net_hold(gw_net_t *net, uint32_t on);

/* Sends what is queued, the stack's own frames too; returns frames. Call it after each poll. */
int32_t gw_net_flush(gw_net_t *net);

/* Ends a connection: what is queued still goes out, nothing more of it comes in but its closed
 * event. Once that has come, from either side's close, conn is stale: -ENOTCONN. */
int32_t gw_net_close(gw_net_t *net, uint32_t conn);

/* Segments that the stack has sent again since it was opened. */
int64_t gw_net_retransmissions(gw_net_t *net);

/* Closes every connection and listener and frees the handle. */
int32_t gw_net_shut(gw_net_t *net);

/* UTC in ns since the UNIX epoch; never goes back between two calls of one process. */
uint64_t gw_clock_now_ns(void);

/* A counter for measuring short spans, in ns; not UTC. */
uint64_t gw_clock_ticks_ns(void);

/* Binds the calling thread to one core; -EINVAL when there is none of that number. */
int32_t gw_thread_pin(uint32_t core);

/* The highest core that the process may use. */
int32_t gw_process_last_core(void);

/* Keeps every thread that the process has, and so those that they start, off one core; returns how
 * many. -EINVAL when no other core is left. */
int32_t gw_process_avoid(uint32_t core);

/* Reserves zeroed memory that never moves: huge pages where there are any, locked where allowed,
 * as the wanted bits say. *got receives the bits that were had; transparent huge pages, which the
 * kernel promises nobody, are asked for but not told. -EINVAL (0 bytes), -ENOMEM. */
int32_t gw_memory_reserve(uint64_t bytes, uint32_t wanted, void **memory, uint32_t *got);

enum { GW_MEMORY_HUGE = 1, GW_MEMORY_LOCKED = 2 };

/* Gives reserved memory back; bytes as it was reserved. */
int32_t gw_memory_free(void *memory, uint64_t bytes);

#endif
