/* What stands behind gw_net_*: a back end is one file with one net_ops_t, listed in net.c. */
#ifndef NET_H
#define NET_H

#include "gw.h"

/* The functions of gw.h under the names they have there. Each handle begins with a struct gw_net
 * that names the table it was opened from. */
typedef struct net_ops {
    const char *name;                                     /* what stands before the colon */
    int32_t (*open)(const char *options, gw_net_t **net); /* what stands behind it, or "" */
    int32_t (*listen)(gw_net_t *net, const char *address);
    int32_t (*connect)(gw_net_t *net, const char *address, uint32_t *conn);
    int32_t (*poll)(gw_net_t *net, uint64_t now_ns, gw_event_t *events, uint32_t limit);
    int32_t (*send)(gw_net_t *net, uint32_t conn, const uint8_t *data, uint32_t length);
    int32_t (*room)(gw_net_t *net, uint32_t conn);
    int32_t (*release)(gw_net_t *net, uint64_t token);
    int32_t (*hold)(gw_net_t *net, uint32_t on);
    int32_t (*flush)(gw_net_t *net);
    int32_t (*close)(gw_net_t *net, uint32_t conn);
    int64_t (*retransmissions)(gw_net_t *net);
    int32_t (*shut)(gw_net_t *net);
} net_ops_t;

struct gw_net {
    const net_ops_t *ops;
};

extern const net_ops_t net_kernel;
extern const net_ops_t net_memory;

#endif
