/* SPDX-License-Identifier: Apache-2.0
 * Units are named by a number of our own (`from`), as in a course that is a copy. */
#include "demo_course.h"

#include <inttypes.h>
#include <stdio.h>

#define COURSE "course:crypto"

/* It began a day more than two weeks ago: its third unit has opened, whatever the hour. */
enum { DAY_MS = 86400 * 1000, BEFORE_DAYS = 15, DUE_DAYS = 14 };

static const struct demo_line units[] = {
    {COURSE, "unit.add", "demo.unit.1",
     "'from':1,'day':0,'time':540,'title':{'en':'What crypto-assets are','ar':'ما هي الأصول "
     "المشفرة','es':'Qué son los criptoactivos',"
     "'fr':'Ce que sont les cryptoactifs'}"},
    {COURSE, "unit.add", "demo.unit.2",
     "'from':2,'day':7,'time':540,'title':{'en':'Wallets and keys','ar':'المحافظ "
     "والمفاتيح','es':'Carteras y claves',"
     "'fr':'Portefeuilles et clés'}"},
    {COURSE, "unit.add", "demo.unit.3",
     "'from':3,'day':14,'time':540,'title':{'en':'Reading a blockchain','ar':'قراءة سلسلة "
     "الكتل','es':'Leer una cadena de bloques',"
     "'fr':'Lire une chaîne de blocs'}"},
    {COURSE, "unit.add", "demo.unit.4",
     "'from':4,'day':21,'time':540,'title':{'en':'Exchanges and requests','ar':'المنصات "
     "والطلبات','es':'Plataformas y solicitudes',"
     "'fr':'Plateformes et demandes'}"},
    {COURSE, "unit.add", "demo.unit.5",
     "'from':5,'day':28,'time':540,'title':{'en':'Mixers and bridges','ar':'الخلاطات "
     "والجسور','es':'Mezcladores y puentes',"
     "'fr':'Mélangeurs et passerelles'}"},
    {COURSE, "unit.add", "demo.unit.6",
     "'from':6,'day':35,'time':540,'title':{'en':'Seizing and keeping','ar':'الضبط "
     "والحفظ','es':'Incautar y custodiar',"
     "'fr':'Saisir et conserver'}"},
    {COURSE, "unit.add", "demo.unit.7",
     "'from':7,'day':42,'time':540,'title':{'en':'A case from end to end','ar':'قضية من أولها إلى "
     "آخرها','es':'Un caso de principio a fin',"
     "'fr':'Une affaire de bout en bout'}"},
    {COURSE, "unit.add", "demo.unit.8",
     "'from':8,'day':49,'time':540,'title':{'en':'In court','ar':'أمام المحكمة','es':'Ante el "
     "tribunal',"
     "'fr':'Au tribunal'}"},
};

static const struct demo_line items[] = {
    {COURSE, "item.add", "demo.item.1",
     "'from':1,'copy':1,'kind':'article','counts':true,'title':{'en':'Four words to begin with',"
     "'ar':'أربع كلمات للبداية','es':'Cuatro palabras para empezar','fr':'Quatre mots pour "
     "commencer'},"
     "'text':{'en':'A **wallet** holds keys, not coins.\\n\\n- an address is public\\n- a key is "
     "not','ar':'المحفظة تحمل **مفاتيح** لا عملات.'},'minutes':10,'languages':['en','ar']"},
    {COURSE, "item.add", "demo.item.2",
     "'from':1,'copy':2,'kind':'video','counts':true,'title':{'en':'A transfer, step by step',"
     "'ar':'تحويل خطوة بخطوة','es':'Una transferencia, paso a paso','fr':'Un transfert, pas à "
     "pas'},"
     "'url':'/media/demo/index.m3u8','type':'hls','minutes':5,'languages':['en']"},
    {COURSE, "item.add", "demo.item.3",
     "'from':2,'copy':3,'kind':'article','counts':true,'title':{'en':'Where keys are found',"
     "'ar':'أين توجد المفاتيح','es':'Dónde se encuentran las claves','fr':'Où se trouvent les "
     "clés'},"
     "'text':{'en':'On paper, on phones, in managers of passwords.','fr':'Sur papier, sur les "
     "téléphones, dans les gestionnaires de mots de passe.'},'minutes':15,'languages':['en','fr']"},
    {COURSE, "item.add", "demo.item.4",
     "'from':2,'copy':4,'kind':'webinar','counts':true,'title':{'en':'Live: traces on phones',"
     "'ar':'مباشر: آثار على الهواتف','es':'En directo: huellas en los teléfonos','fr':'En direct : "
     "traces sur les téléphones'},"
     "'of':'webinar:traces','minutes':60"},
    {COURSE, "item.add", "demo.item.5",
     "'from':3,'copy':5,'kind':'article','counts':true,'title':{'en':'Following a payment',"
     "'ar':'تتبع دفعة','es':'Seguir un pago','fr':'Suivre un paiement'},"
     "'text':{'en':'Each payment names the one before it.','es':'Cada pago nombra al "
     "anterior.'},'minutes':20,'languages':['en','es']"},
    {COURSE, "item.add", "demo.item.6",
     "'from':3,'copy':6,'kind':'video','counts':true,'title':{'en':'An explorer at work',"
     "'ar':'مستكشف قيد العمل','es':'Un explorador en uso','fr':'Un explorateur en action'},"
     "'url':'/media/demo/index.m3u8','type':'hls','minutes':8,'languages':['en']"},
    {COURSE, "item.add", "demo.item.7",
     "'from':4,'copy':7,'kind':'article','counts':true,'title':{'en':'What to ask an exchange for',"
     "'ar':'ماذا تطلب من المنصة','es':'Qué pedir a una plataforma','fr':'Que demander à une "
     "plateforme'},"
     "'text':{'en':'Who opened the account, from where, and what left "
     "it.'},'minutes':15,'languages':['en']"},
    {COURSE, "item.add", "demo.item.8",
     "'from':5,'copy':8,'kind':'article','counts':true,'title':{'en':'Why coins are mixed',"
     "'ar':'لماذا تُخلط العملات','es':'Por qué se mezclan las monedas','fr':'Pourquoi on mélange "
     "les pièces'},"
     "'text':{'en':'To cut the thread between two addresses.'},'minutes':15,'languages':['en']"},
    {COURSE, "item.add", "demo.item.9",
     "'from':6,'copy':9,'kind':'article','counts':true,'title':{'en':'A checklist for the seizure',"
     "'ar':'قائمة مراجعة للضبط','es':'Lista para la incautación','fr':'Liste de contrôle de la "
     "saisie'},"
     "'text':{'en':'Two people, one log, a new address.'},'minutes':15,'languages':['en']"},
    {COURSE, "item.add", "demo.item.10",
     "'from':7,'copy':10,'kind':'article','counts':true,'title':{'en':'The file of the case',"
     "'ar':'ملف القضية','es':'El expediente del caso','fr':'Le dossier de l’affaire'},"
     "'text':{'en':'Read it before the discussion of this week.'},'minutes':40,'languages':['en']"},
    {COURSE, "item.add", "demo.item.11",
     "'from':8,'copy':11,'kind':'article','counts':true,'title':{'en':'Explaining it to a judge',"
     "'ar':'شرحها للقاضي','es':'Explicarlo a un juez','fr':'L’expliquer à un juge'},"
     "'text':{'en':'Say what is certain first.'},'minutes':20,'languages':['en']"},
};

void demo_course_units(int64_t now_ms, demo_course_fn *send, void *context)
{
    char data[128];
    snprintf(data, sizeof data, "'of':'" COURSE "','zone':'Europe/Paris','start':%" PRId64,
             (now_ms / DAY_MS - BEFORE_DAYS) * DAY_MS);
    send(context, &(struct demo_line){"academy:main", "room.change", "demo.start.crypto", data});
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        send(context, &units[i]);
}

void demo_course_items(demo_course_fn *send, void *context)
{
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++)
        send(context, &items[i]);
}

const struct demo_line demo_course_assignment = {
    COURSE, "item.add", "demo.item.12",
    "'from':3,'copy':12,'kind':'assignment','counts':true,'title':{'en':'Follow one payment "
    "yourself',"
    "'ar':'تتبّع دفعة بنفسك','es':'Siga un pago usted mismo','fr':'Suivez un paiement "
    "vous-même'},'minutes':45"};

void demo_course_asks(int64_t item, int64_t now_ms, demo_course_fn *send, void *context)
{
    char data[2048];
    snprintf(
        data, sizeof data,
        "'item':%" PRId64 ",'takes':'both','attempts':2,'due':%" PRId64
        ",'text':{'en':'Take a payment from the explorer and follow it over three addresses."
        "\\n\\n- what you looked at, in its order\\n- what is certain, and what you take for "
        "likely\\n\\nHalf a page is enough.','fr':'Prenez un paiement dans l’explorateur et "
        "suivez-le sur trois adresses.\\n\\n- ce que vous avez regardé, dans l’ordre\\n- ce "
        "qui est certain, et ce qui vous paraît probable','es':'Tome un pago del explorador y "
        "sígalo por tres direcciones.\\n\\n- qué ha mirado, en su orden\\n- qué es seguro y "
        "qué le parece probable','ar':'خذ دفعة من المستكشف وتتبّعها عبر ثلاثة عناوين.\\n\\n- "
        "ما نظرت إليه بترتيبه\\n- ما هو مؤكد وما تراه مرجحًا'},"
        "'rubric':[{'title':{'en':'Each step can be checked','fr':'Chaque étape se "
        "vérifie','es':'Cada paso se puede comprobar','ar':'كل خطوة قابلة للتحقق'},'points':5},"
        "{'title':{'en':'What is certain is told from what is likely','fr':'Le certain est "
        "distingué du probable','es':'Lo seguro se distingue de lo probable','ar':'المؤكد "
        "مميّز عن المرجح'},'points':5}]",
        item, (now_ms / DAY_MS + DUE_DAYS) * DAY_MS);
    send(context, &(struct demo_line){COURSE, "assignment.set", "demo.asks.12", data});
}
