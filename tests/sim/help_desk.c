/* SPDX-License-Identifier: Apache-2.0
 * See help_desk.h. */
#include "sim/help_desk.h"

#include "sim/help_pages.h"

/* What is made, given other words, and taken away. */
static void shelf_step(struct world *world, const char *const methods[3], const char *thing,
                       const char *words)
{
    unsigned roll = dice_below(&world->dice, 5);
    long long which = pages_any(world, &world->prepared);
    if (roll < 3)
        world_learn(&world->prepared,
                    world_act(world, world_staff(world), methods[0], "%s", words));
    else
        world_act(world, world_anybody(world), methods[roll - 2], "\"%s\":%lld,%s", thing, which,
                  words);
}

static void notice(struct world *world)
{
    static const char *const methods[] = {"notice.post", "notice.edit", "notice.remove"};
    static const char *const words[] = {
        "\"text\":{\"en\":\"soon\",\"ar\":\"قريبا\"},\"urgent\":true",
        "\"text\":{\"fr\":\"bientôt\"},\"link\":\"https://police.example/a\"",
        "\"text\":{\"en\":\"over\"},\"until\":1700000009000",
    };
    shelf_step(world, methods, "notice", words[dice_below(&world->dice, 3)]);
}

static void handout(struct world *world)
{
    static const char *const methods[] = {"handout.add", "handout.edit", "handout.remove"};
    static const char *const words[] = {
        "\"title\":{\"en\":\"list\"},\"url\":\"/list.pdf\",\"language\":\"es\"",
        "\"title\":{\"ar\":\"قائمة\"},\"url\":\"https://police.example/b\"",
    };
    shelf_step(world, methods, "handout", words[dice_below(&world->dice, 2)]);
}

static void agenda(struct world *world)
{
    static const char *const methods[] = {"agenda.add", "agenda.edit", "agenda.remove"};
    static const char *const words[] = {"\"title\":{\"en\":\"one\"},\"minutes\":5",
                                        "\"title\":{\"fr\":\"deux\",\"en\":\"two\"}"};
    long long item = pages_any(world, &world->prepared);
    switch (dice_below(&world->dice, 4)) {
    case 0:
        world_act(world, world_staff(world), "agenda.go", "\"item\":%s",
                  dice_below(&world->dice, 4) ? "null" : "1");
        break;
    case 1:
        world_act(world, world_staff(world), "agenda.go", "\"item\":%lld", item);
        break;
    case 2:
        world_act(world, world_anybody(world), "agenda.order", "\"items\":[%lld]", item);
        break;
    default:
        shelf_step(world, methods, "item", words[dice_below(&world->dice, 2)]);
    }
}

static void timer(struct world *world)
{
    static const char *const titles[] = {"", ",\"title\":{\"en\":\"work\"}",
                                         ",\"title\":{\"fr\":\"travail\"}"};
    if (dice_below(&world->dice, 3))
        world_act(world, world_staff(world), "timer.start", "\"seconds\":%u%s",
                  1 + dice_below(&world->dice, 900), titles[dice_below(&world->dice, 3)]);
    else
        world_act(world, world_anybody(world), "timer.stop", "\"x\":0");
}

static void hand(struct world *world)
{
    static const char *const methods[] = {"hand.raise", "hand.raise", "hand.lower", "hand.call",
                                          "hand.clear"};
    unsigned which = dice_below(&world->dice, 5);
    if (which != 3)
        world_learn(&world->prepared,
                    world_act(world, world_anybody(world), methods[which], "\"x\":0"));
    else
        world_act(world, world_staff(world), methods[which], "\"hand\":%lld",
                  (long long)pages_any(world, &world->prepared));
}

static void tempo(struct world *world)
{
    static const char *const tempos[] = {"faster", "fine", "slower", "lost", "none"};
    world_act(world, world_anybody(world), "tempo.choose", "\"tempo\":\"%s\"",
              tempos[dice_below(&world->dice, 5)]);
}

/* No participant is ever sent the word that is in it. */
static void call(struct world *world)
{
    if (dice_below(&world->dice, 3))
        world_act(world, world_anybody(world), "call.link",
                  "\"url\":\"https://police.example/" DESK_CALL "%u\"", world->ops);
    else
        world_act(world, WORLD_HOST, "call.link", "\"url\":null");
}

/* What is named need not be there. */
static void run(struct world *world)
{
    long long which = pages_any(world, &world->prepared);
    switch (dice_below(&world->dice, 3)) {
    case 0:
        world_act(world, world_anybody(world), "run.order",
                  "\"steps\":[\"deck:%u:2-5\",\"poll:%lld\",\"timer:%u\"]", world->ops + 1, which,
                  world->ops + 1);
        break;
    case 1:
        world_act(world, world_staff(world), "run.go", "\"step\":null");
        break;
    default:
        world_act(world, world_anybody(world), "run.go", "\"step\":\"item:%lld\"", which);
    }
}

void desk_step(struct world *world)
{
    static void (*const steps[])(struct world *) = {notice, handout, agenda, timer,
                                                    hand,   tempo,   call,   run};
    steps[dice_below(&world->dice, 8)](world);
}
