/* SPDX-License-Identifier: Apache-2.0
 * What the API is, said by itself: protocol/openapi.json, which is a part of the program. */
#include "net/api_routes.h"
#include "net/exchange.h"

static const unsigned char document[] = {
#include "protocol/openapi.inc"
};

void api_openapi_get(struct exchange *exchange)
{
    exchange_send_json(exchange, 200, (struct slice){(const char *)document, sizeof document});
}
