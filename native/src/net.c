/* gw_net_*: finds the back end once, then hands each call to it. */
#include "net.h"

#include <errno.h>
#include <string.h>

static const net_ops_t *const back_ends[] = {&net_memory, &net_kernel};

int32_t gw_net_open(const char *config, gw_net_t **net) {
    if (config == NULL || net == NULL) return -EINVAL;

    *net = NULL;
    size_t length = strcspn(config, ":");
    const char *options = config[length] == ':' ? config + length + 1 : "";
    for (size_t i = 0; i < sizeof back_ends / sizeof back_ends[0]; i++) {
        const char *name = back_ends[i]->name;
        if (strlen(name) == length && memcmp(name, config, length) == 0) {
            return back_ends[i]->open(options, net);
        }
    }
    return -ENODEV;
}

int32_t gw_net_listen(gw_net_t *net, const char *address) {
    if (net == NULL) return -EBADF;
    if (address == NULL) return -EINVAL;
    return net->ops->listen(net, address);
}

int32_t gw_net_connect(gw_net_t *net, const char *address, uint32_t *conn) {
    if (net == NULL) return -EBADF;
    if (address == NULL || conn == NULL) return -EINVAL;
    *conn = 0;
    return net->ops->connect(net, address, conn);
}

int32_t gw_net_poll(gw_net_t *net, uint64_t now_ns, gw_event_t *events, uint32_t limit) {
    if (net == NULL) return -EBADF;
    return net->ops->poll(net, now_ns, events, limit);
}

int32_t gw_net_send(gw_net_t *net, uint32_t conn, const uint8_t *data, uint32_t length) {
    if (net == NULL) return -EBADF;
    return net->ops->send(net, conn, data, length);
}

int32_t gw_net_room(gw_net_t *net, uint32_t conn) {
    if (net == NULL) return -EBADF;
    return net->ops->room(net, conn);
}

int32_t gw_net_release(gw_net_t *net, uint64_t token) {
    if (net == NULL) return -EBADF;
    return net->ops->release(net, token);
}

int32_t gw_net_hold(gw_net_t *net, uint32_t on) {
    if (net == NULL) return -EBADF;
    return net->ops->hold(net, on);
}

int32_t gw_net_flush(gw_net_t *net) {
    if (net == NULL) return -EBADF;
    return net->ops->flush(net);
}

int32_t gw_net_close(gw_net_t *net, uint32_t conn) {
    if (net == NULL) return -EBADF;
    return net->ops->close(net, conn);
}

int64_t gw_net_retransmissions(gw_net_t *net) {
    if (net == NULL) return -EBADF;
    return net->ops->retransmissions(net);
}

int32_t gw_net_shut(gw_net_t *net) {
    if (net == NULL) return -EBADF;
    return net->ops->shut(net);
}
