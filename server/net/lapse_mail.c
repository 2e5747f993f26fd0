/* SPDX-License-Identifier: Apache-2.0
 * The addressee -> the credential as it is now -> the words. In these %C stands for the credential,
 * %D for the day, %A for the academy. */
#include "net/lapse_mail.h"

#include <stdio.h>
#include <time.h>

#include "base/json.h"
#include "base/mem.h"
#include "hub/gate.h"
#include "loop/loop.h"

enum { LANGUAGES = 4, MONTHS = 12, SUBJECT_BYTES = 1024, TEXT_BYTES = 4096, DAY_BYTES = 48 };

static const struct {
    const char *language, *subject, *text, *of; /* `of`: between a day, a month and a year */
    const char *months[MONTHS];
} all[LANGUAGES] = {
    {"en",
     "%A: %C ends on %D",
     "Your credential ends on %D:\n\n%C\n\nUntil then everything stays as it is. From that day on "
     "sessions and courses that ask for it are without you as their host, until it is renewed. "
     "Please turn to the organisers of %A.\n",
     " ",
     {"January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December"}},
    {"fr",
     "%A : %C expire le %D",
     "Votre habilitation expire le %D :\n\n%C\n\nD’ici là rien ne change. À partir de ce jour, les "
     "séances et les cours qui la demandent se passent de vous comme hôte, jusqu’à son "
     "renouvellement. Adressez-vous aux organisateurs de %A.\n",
     " ",
     {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
      "octobre", "novembre", "décembre"}},
    {"es",
     "%A: %C vence el %D",
     "Su acreditación vence el %D:\n\n%C\n\nHasta entonces todo sigue igual. Desde ese día, las "
     "sesiones y los cursos que la piden no le tendrán como anfitrión hasta que se renueve. "
     "Diríjase a los organizadores de %A.\n",
     " de ",
     {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
      "octubre", "noviembre", "diciembre"}},
    {"ar",
     "%A: ينتهي %C في %D",
     "ينتهي اعتمادك في %D:\n\n%C\n\nحتى ذلك اليوم يبقى كل شيء كما هو. ومنذ ذلك اليوم لا تكون "
     "مضيفًا في الجلسات والدورات التي تطلبه إلى أن يُجدَّد. يُرجى التواصل مع منظمي %A.\n",
     " ",
     {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر",
      "نوفمبر", "ديسمبر"}},
};

struct making {
    struct lapse_mail_order order;
    addressee_mail_fn *done;
    void *context;
    struct slice person; /* during a look */
    size_t language;
    bool found;
    struct buffer title; /* of the credential as it is now */
};

static void making_end(struct making *making, enum err error, struct mail *mail)
{
    making->done(making->context, error, mail);
    buffer_done(&making->title);
    mem_free(making);
}

static void write_day(const struct making *making, char out[DAY_BYTES])
{
    struct tm tm;
    time_t at = (time_t)(making->order.until_ms / 1000);
    gmtime_r(&at, &tm);
    const char *of = all[making->language].of;
    snprintf(out, DAY_BYTES, "%d%s%s%s%d", tm.tm_mday, of, all[making->language].months[tm.tm_mon],
             of, tm.tm_year + 1900);
}

static void fill(const struct making *making, const char *text, struct buffer *out)
{
    const char *name = making->order.site->name;
    char day[DAY_BYTES];
    write_day(making, day);
    for (; *text; text++) {
        if (*text != '%') {
            buffer_add_byte(out, *text);
            continue;
        }
        text++;
        buffer_add(out, *text == 'A'   ? slice_of(*name ? name : "Muster")
                        : *text == 'D' ? slice_of(day)
                                       : buffer_slice(&making->title));
    }
}

static void keep(void *context, const struct lapse *lapse)
{
    struct making *making = context;
    struct json *titles = NULL;
    struct slice title = lapse->kind;
    if (lapse->seq != making->order.credential || lapse->until_ms != making->order.until_ms ||
        !slice_equal(lapse->person, making->person))
        return;
    making->found = true;
    if (lapse->title.len > 0)
        (void)json_parse(lapse->title, &titles);
    if (!json_get_text(titles, all[making->language].language, &title) &&
        !json_get_text(titles, "en", &title))
        (void)json_as_text(json_first(titles), &title);
    buffer_add(&making->title, title);
    json_free(&titles);
}

static void write_mail(struct making *making, const struct addressee *to)
{
    struct buffer subject, text;
    buffer_init(&subject, SUBJECT_BYTES);
    buffer_init(&text, TEXT_BYTES);
    fill(making, all[making->language].subject, &subject);
    fill(making, all[making->language].text, &text);
    struct mail mail = {.to = slice_of(to->mail),
                        .subject = buffer_slice(&subject),
                        .text = buffer_slice(&text),
                        .language = slice_of(all[making->language].language),
                        .bounce = slice_of(to->bounce)};
    making_end(making, ERR_NONE, &mail);
    buffer_done(&subject);
    buffer_done(&text);
}

static void found(void *context, enum err error, const struct addressee *addressee)
{
    struct making *making = context;
    const struct api_site *site = making->order.site;
    if (error || !addressee) {
        making_end(making, error, NULL);
        return;
    }
    for (size_t i = 0; i < LANGUAGES; i++)
        if (strcmp(addressee->language, all[i].language) == 0)
            making->language = i;
    making->person = slice_of(addressee->person);
    gate_lapses(site->hub, loop_now_ms(site->loop), keep, making);
    if (making->found)
        write_mail(making, addressee);
    else
        making_end(making, ERR_NONE, NULL);
}

void lapse_mail_make(const struct lapse_mail_order *order, addressee_mail_fn *done, void *context)
{
    struct making *making = mem_new(sizeof *making);
    *making = (struct making){.order = *order, .done = done, .context = context};
    buffer_init(&making->title, SUBJECT_BYTES / 2);
    addressee_find(order->site, order->person, found, making);
}
