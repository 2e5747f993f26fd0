/* SPDX-License-Identifier: Apache-2.0 */
#include "help_site.h"

#include "journal/accounts.h"
#include "journal/backend.h"
#include "journal/journal.h"
#include "loop/loop.h"
#include "net/login_keys.h"

void site_open(struct site *site)
{
    struct loop *loop = loop_new_fake(SITE_START_MS);
    fake_hub_clear();
    site->journal = journal_new(loop, memory_open());
    site->api = (struct api_site){.loop = loop,
                                  .accounts = accounts_new(loop, accounts_memory_open()),
                                  .keys = login_keys_new(loop, site->journal),
                                  .url = "https://academy.example",
                                  .name = "Academy"};
    loop_pass(loop, 100);
}

void site_close(struct site *site)
{
    accounts_close(&site->api.accounts);
    login_keys_free(&site->api.keys);
    journal_close(&site->journal);
    loop_free(&site->api.loop);
}
