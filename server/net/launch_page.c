/* SPDX-License-Identifier: Apache-2.0
 * HTML by hand, of few elements. */
#include "net/launch_page.h"

#include "base/base64url.h"
#include "base/hash.h"

enum { LANGUAGES = 4 };

static const char script[] = "document.forms[0].submit()";

static const struct {
    const char *language, *dir, *opens, *go, *over;
} words[LANGUAGES] = {
    {"en", "ltr", "The activity opens …", "Go on to the activity",
     "This way to the activity is over: it was used, took too long, or is not open to you. Go back "
     "to your course and open the activity again there."},
    {"fr", "ltr", "L’activité s’ouvre…", "Continuer vers l’activité",
     "Cet accès à l’activité n’est plus valable : il a déjà servi, a trop attendu ou ne vous est "
     "pas ouvert. Revenez à votre cours et rouvrez-y l’activité."},
    {"es", "ltr", "Se abre la actividad…", "Continuar a la actividad",
     "Este acceso a la actividad ya no vale: se ha usado, ha tardado demasiado o no está abierto "
     "para usted. Vuelva a su curso y abra allí la actividad de nuevo."},
    {"ar", "rtl", "يُفتح النشاط…", "المتابعة إلى النشاط",
     "لم يعد هذا الطريق إلى النشاط صالحًا: فقد استُعمل أو طال انتظاره أو ليس مفتوحًا لك. "
     "عُد إلى دورتك وافتح النشاط منها من جديد."},
};

/* The first of theirs that we speak; English without. */
static size_t spoken(struct slice languages)
{
    while (languages.len >= 2) {
        const char *comma = memchr(languages.at, ',', languages.len);
        size_t len = comma ? (size_t)(comma - languages.at) : languages.len;
        struct slice one = slice_trimmed((struct slice){languages.at, len});
        for (size_t i = 0; i < LANGUAGES; i++)
            if (slice_starts(one, slice_of(words[i].language)))
                return i;
        len += comma != NULL;
        languages = (struct slice){languages.at + len, languages.len - len};
    }
    return 0;
}

static void add_text(struct slice text, struct buffer *out)
{
    for (size_t i = 0; i < text.len; i++) {
        if (memchr("&<>\"'", text.at[i], 5))
            buffer_addf(out, "&#%d;", text.at[i]);
        else
            buffer_add_byte(out, text.at[i]);
    }
}

static void add_head(size_t language, struct buffer *out)
{
    buffer_addf(out,
                "<!doctype html><html lang=\"%s\" dir=\"%s\"><meta charset=\"utf-8\">"
                "<meta name=\"viewport\" content=\"width=device-width\"><title>%s</title>",
                words[language].language, words[language].dir, words[language].opens);
}

void launch_page_policy(struct buffer *out)
{
    struct slice text = slice_of(script);
    struct hash hash = hash_of(&text, 1);
    buffer_add(out, SLICE("default-src 'none'; script-src 'sha256-"));
    base64_write((struct slice){(const char *)hash.bytes, HASH_BYTES}, out);
    buffer_add(out, SLICE("'; base-uri 'none'; frame-ancestors 'none'"));
}

static void add_hidden(const char *name, struct slice value, struct buffer *out)
{
    buffer_addf(out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
    add_text(value, out);
    buffer_add(out, SLICE("\">"));
}

void launch_page_form(const struct launch_form *form, struct buffer *out)
{
    size_t language = spoken(form->language);
    add_head(language, out);
    buffer_add(out, SLICE("<form method=\"post\" action=\""));
    add_text(form->action, out);
    buffer_add(out, SLICE("\">"));
    for (size_t i = 0; i < LAUNCH_FIELDS && form->fields[i].name; i++)
        if (form->fields[i].value.at)
            add_hidden(form->fields[i].name, form->fields[i].value, out);
    buffer_addf(out, "<button>%s</button></form><script>%s</script>", words[language].go, script);
}

void launch_page_refusal(struct slice languages, struct buffer *out)
{
    size_t language = spoken(languages);
    add_head(language, out);
    buffer_addf(out, "<p>%s</p>", words[language].over);
}
