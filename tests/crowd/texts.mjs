// SPDX-License-Identifier: Apache-2.0
// What the crowd says: short, neutral sentences of a course, in the four languages.

export const languages = ["en", "fr", "es", "ar"];

// How often each is spoken.
export const shares = { en: 40, fr: 25, es: 20, ar: 15 };

export const chat = {
  en: [
    "Good morning, sound and picture are fine here.",
    "Hello, joining from the regional training centre.",
    "Could you show the previous slide once more, please?",
    "Thank you, that example makes it much clearer.",
    "We use a similar form, but on paper.",
    "The stream stopped for a moment, it is back now.",
    "Is there a written version of this checklist?",
    "Agreed, the first hour matters most.",
    "In our unit two people always check the record together.",
    "The text on this slide is quite small on a phone.",
    "Good point about documenting every handover.",
    "Same here, we met this problem last year.",
    "Please speak a little slower for the interpreters.",
    "The link to the module works, thank you.",
    "I will share our procedure in the forum.",
    "Very useful, especially the part on first contact.",
    "Could the next session start half an hour later?",
    "Does this also apply to smaller stations?",
    "We lost the connection and are back again.",
    "Thank you to the interpreters.",
  ],
  fr: [
    "Bonjour, le son et l’image sont bons ici.",
    "Bonjour à toutes et à tous.",
    "Pourriez-vous revenir à la diapositive précédente ?",
    "Merci, cet exemple est très clair.",
    "Chez nous, la procédure est presque la même.",
    "La vidéo s’est arrêtée un instant, elle est revenue.",
    "Existe-t-il une version écrite de cette liste ?",
    "D’accord, la première heure est décisive.",
    "Nous vérifions toujours le registre à deux.",
    "Le texte est un peu petit sur un téléphone.",
    "Très juste, il faut noter chaque transmission.",
    "Nous avons rencontré ce problème l’année dernière.",
    "Un peu plus lentement pour les interprètes, s’il vous plaît.",
    "Le lien vers le module fonctionne, merci.",
    "Je partagerai notre fiche dans le forum.",
    "Est-ce valable aussi pour les petites unités ?",
    "Connexion rétablie de notre côté.",
    "Merci aux interprètes.",
  ],
  es: [
    "Buenos días, aquí se oye y se ve bien.",
    "Hola a todas y a todos.",
    "¿Podría volver a la diapositiva anterior, por favor?",
    "Gracias, con este ejemplo queda claro.",
    "Nosotros usamos un formulario parecido.",
    "El vídeo se detuvo un momento, ya ha vuelto.",
    "¿Hay una versión escrita de esta lista?",
    "De acuerdo, la primera hora es la más importante.",
    "En nuestra unidad siempre revisan el registro dos personas.",
    "El texto se ve pequeño en el teléfono.",
    "Muy cierto: hay que anotar cada entrega.",
    "Tuvimos el mismo problema el año pasado.",
    "Un poco más despacio para los intérpretes, por favor.",
    "El enlace al módulo funciona, gracias.",
    "Compartiré nuestro procedimiento en el foro.",
    "¿Vale también para las comisarías pequeñas?",
    "Ya tenemos conexión otra vez.",
    "Gracias a los intérpretes.",
  ],
  ar: [
    "صباح الخير، الصوت والصورة جيدان هنا.",
    "مرحبًا بالجميع.",
    "هل يمكن العودة إلى الشريحة السابقة من فضلكم؟",
    "شكرًا، المثال أوضح الفكرة كثيرًا.",
    "نستخدم نموذجًا مشابهًا في مركزنا.",
    "توقف البث لحظة ثم عاد.",
    "هل توجد نسخة مكتوبة من هذه القائمة؟",
    "أوافق، الساعة الأولى هي الأهم.",
    "في وحدتنا يراجع السجل شخصان دائمًا.",
    "النص صغير بعض الشيء على الهاتف.",
    "ملاحظة مهمة: يجب توثيق كل عملية تسليم.",
    "واجهنا المشكلة نفسها في العام الماضي.",
    "ببطء قليلًا من أجل المترجمين، من فضلكم.",
    "رابط الوحدة التدريبية يعمل، شكرًا.",
    "سأشارك إجراءاتنا في المنتدى.",
    "هل ينطبق هذا على المراكز الصغيرة أيضًا؟",
    "عاد الاتصال من جهتنا.",
    "شكرًا للمترجمين.",
  ],
};

export const questions = {
  en: [
    "How long should the original recordings be kept?",
    "Who decides when two countries claim the same case?",
    "Is the checklist the same for day and night shifts?",
    "What is the smallest team that can work this way?",
    "Can the certificate be renewed without a new course?",
    "Which part of this will be in the final test?",
    "How do we handle a witness who speaks none of our languages?",
    "Will the recording have subtitles?",
  ],
  fr: [
    "Combien de temps faut-il conserver les enregistrements originaux ?",
    "Qui décide quand deux pays sont compétents ?",
    "La liste est-elle la même de jour et de nuit ?",
    "Quelle est la taille minimale d’une équipe ?",
    "Quelle partie sera dans l’évaluation finale ?",
    "L’enregistrement aura-t-il des sous-titres ?",
  ],
  es: [
    "¿Cuánto tiempo deben conservarse las grabaciones originales?",
    "¿Quién decide cuando dos países son competentes?",
    "¿La lista es igual para el turno de noche?",
    "¿Cuál es el tamaño mínimo del equipo?",
    "¿Qué parte entrará en la prueba final?",
    "¿La grabación tendrá subtítulos?",
  ],
  ar: [
    "كم مدة الاحتفاظ بالتسجيلات الأصلية؟",
    "من يقرر عندما تكون القضية من اختصاص بلدين؟",
    "هل القائمة نفسها لنوبة الليل؟",
    "ما أصغر فريق يمكنه العمل بهذه الطريقة؟",
    "أي جزء سيدخل في الاختبار النهائي؟",
    "هل ستكون للتسجيل ترجمة نصية؟",
  ],
};

export const posts = {
  en: [
    "In our unit we tried this for a month. The form was filled in more often once it fitted on one page.",
    "I would add one step: a second person reads the record aloud before it is closed.",
    "Thank you, this answers my question. We will test it in the next exercise.",
    "The same list works for small stations when two steps are done by one person.",
  ],
  fr: [
    "Nous l’avons essayé pendant un mois : la fiche est mieux remplie depuis qu’elle tient sur une page.",
    "J’ajouterais une étape : une deuxième personne relit le registre avant de le clore.",
    "Merci, cela répond à ma question. Nous le testerons au prochain exercice.",
  ],
  es: [
    "Lo probamos durante un mes: el formulario se rellena mejor desde que cabe en una página.",
    "Añadiría un paso: otra persona lee el registro en voz alta antes de cerrarlo.",
    "Gracias, esto responde a mi pregunta. Lo probaremos en el próximo ejercicio.",
  ],
  ar: [
    "جرّبنا ذلك لمدة شهر، وأصبح النموذج يُملأ بشكل أفضل بعد أن صار في صفحة واحدة.",
    "أقترح خطوة إضافية: أن يقرأ شخص آخر السجل قبل إغلاقه.",
    "شكرًا، هذا يجيب عن سؤالي. سنجرّبه في التمرين القادم.",
  ],
};

export const threads = {
  en: [
    ["Keeping a record under time pressure", "What do you leave out first, and what never?"],
    ["Working with interpreters", "How do you prepare an interview with an interpreter by telephone?"],
    ["Exercises for small teams", "Which exercises work with four people or fewer?"],
  ],
  fr: [
    ["Tenir le registre dans l’urgence", "Que laissez-vous de côté en premier, et que jamais ?"],
    ["Travailler avec des interprètes", "Comment préparez-vous un entretien à distance ?"],
  ],
  es: [
    ["Llevar el registro con poco tiempo", "¿Qué se omite primero y qué nunca?"],
    ["Trabajar con intérpretes", "¿Cómo preparan una entrevista a distancia?"],
  ],
  ar: [
    ["توثيق السجل تحت ضغط الوقت", "ما الذي يمكن تأجيله، وما الذي لا يُهمل أبدًا؟"],
    ["العمل مع المترجمين", "كيف تستعدون لمقابلة عن بُعد مع مترجم؟"],
  ],
};
