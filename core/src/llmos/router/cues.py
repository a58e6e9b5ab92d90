"""The small words that introduce a value in a request. English, German and French."""

from __future__ import annotations

from llmos.router.words import words

_CUES = """
    from: from von vom
    by: by par
    to: to à au aux
    for: for für pour
    with: with mit avec between zwischen
    about: about on regarding concerning re mentioning mentions containing over
        über wegen zu zum zur bezüglich betreffend nach sur concernant
    of: of
    de: de du des d
    in: in im inside within dans during während pendant auf according laut gemäß selon
    out: aus
    into: into onto ins vers under below beneath unter unterhalb sous
    at: at bei beim chez
    called: called named titled entitled namens intitulé appelé nommé
    as: as als en
    and: and und et
"""

CUES: dict[str, str] = {}
"""Each such word, and the one that stands for it here."""

for _line in _CUES.replace("\n        ", " ").strip().splitlines():
    _cue, _, _words = _line.strip().partition(": ")
    CUES |= dict.fromkeys(words(_words), _cue)

CUES["w/"] = "with"

DURING = frozenset(("during", "während", "pendant"))

GERMAN_CUES = {"an": "to", "ans": "to"}
"""Those that mean something else in English."""

ARTICLES = frozenset(
    words(
        """
        the a an my our your his her their this these those der die das den dem des ein eine
        einen einem einer mein meine meinen meinem meiner unser unsere unseren diese dieser
        dieses diesen dem ihre ihren ihrem ihrer seine seinen seinem seiner eure euren eurem
        unserem unserer kein keine keinen keiner leur leurs votre vos le la les
        l un une mon ma mes notre nos son sa ses ce cet cette ces
        """
    )
)

WROTE = frozenset(
    words(
        """
        wrote writes write sent sends send mailed mails emailed answered answers replied replies
        asked asks said says say tell covers cover mentions mention states allows told shared
        forwarded gave promised recommended schrieb schreibt geschrieben schickte schickt
        geschickt gesendet sendet antwortet geantwortet gemailt meldet gemeldet versprochen
        écrit écrite écrits écrites écrivait envoyé envoie envoyée envoyés envoyées répond répondu
        dit reçu reçue reçus reçues transmis transmise transmises attach received came
        bekommen erhalten
        handelt handeln
        mitgeteilt erzählt berichtet gesagt told explained respond responds responded deals
        concerns regulates describes
        contains explains
        writing sending emailing attached owes owe
        """
    )
)
"""What follows somebody's name who wrote."""

TOLD = frozenset(
    words(
        """
        inviting asking telling thanking reminding informing congratulating
        tell ask answer reply write mail email send message invite let remind thank sent wrote
        told asked emailed mailed promise promised owe sag frag antworte schreib schreibe schick
        schicke sende lade mail maile réponds répondre écris écrire envoie invite dis demande
        """
    )
)
"""What precedes the name of somebody who gets something."""

TO_PERSONS = frozenset(
    words(
        """
        inviting asking telling thanking reminding informing congratulating congratulate
        tell ask answer invite email notify inform remind thank text message antworte frag frage
        lade informiere benachrichtige lad réponds répondre convie invite préviens avertis remercie
        """
    )
)
"""Verbs that somebody follows."""

LEADING = frozenset(
    words(
        """
        pencil jump skip switch hop download upload export prévoi prévois planifie bloque
        programme join attend come rewrite reword condense ping reserve block show find give tell
        get list
        search look open read see put set add create make schedule book plan arrange enter move
        shift postpone reschedule push delay cancel delete remove drop scrap erase invite ask
        remind mark tick check complete finish snooze send write draft compose prepare start run
        launch begin present play insert paste copy rename call file save store keep note take
        jot watch alert notify inform draw plot chart compare count sum total summarize display
        pull bring fetch dig lad laden need want reply answer respond forward turn throw leiste
        zeig such finde gib sag lies öffne leg trag erstell mach verschieb verleg lösche streich sag
        absagen lade erinner markier hak schick sende schreib entwirf verfass start füge kopier
        benenn speicher beobacht zeichn vergleich fass nenn hol brauch antwort montre cherche
        trouve donne lis ouvre mets ajoute crée planifi déplac repouss décale annule supprim
        enlève efface retir invite rappel coche marque envoie écris rédige prépar lance démarr
        insère renomm enregist sauve prends note surveil dessin trace compar résum affich
        réponds demande dis range classe veux
        wait warte attends
        """
    )
)
"""How requests begin; some are only the beginnings of words."""

LEADING_VERBS = frozenset(word[:5] for word in LEADING)

ENDING_VERBS = frozenset(
    words(
        """
        eintragen anlegen erstellen machen verschieben verlegen absagen löschen streichen
        einladen erinnern abhaken erledigen schicken senden schreiben antworten zeigen anzeigen
        frei free libre start starts begin begins end ends beginnt
        went goes looks ended started began stands works zusammen weg raus rein los hoch fest her
        hin rüber weiter suchen finden öffnen starten lesen vorlesen einfügen umbenennen speichern
        zeichnen vergleichen zusammenfassen ein ab auf vor zurück um hinzu dazu instead please bitte
        """
    )
)
"""How German requests end, and what is polite at the end of others."""

CUT = frozenset(
    words(
        """
        ve ll re s t d m don doesn didn isn hasn haven wasn aren won wouldn couldn can cannot
        could would should will shall may might must let lets please kindly thanks thank bitte
        danke merci stp svp something somebody someone anybody anyone anything nobody everything
        everybody stuff thing irgendwas jemand etwas niemand alles quelque chose quelqu quelqun
        rien personne remember soon lately currently instead somewhere sometime point sure
        pretty want wants like there here now just also too again still yet already maybe really
        very quite only first latest newest last next recent if so but then than because while
        which who whose doch mal noch schon bald gerade jetzt nochmal gern gerne denn dort hier
        dann wenn ob aber alors ici là maintenant encore déjà bientôt aussi très peu prochain
        prochaine fois belong belongs meet see treffe sehe every each jeden jede jedes chaque
        rid forward earlier later früher nächste nächsten nächster nächstes letzte letzten letzter
        letztes
        saying before after vorher danach ab um bescheid später denk sobald once ce était
        étaient vois voir voit
        been being able having ever never always often usually though although whatever whether
        until either neither each few several many much more most less least own same such
        ahead already anyway perhaps recently kürzlich neulich récemment anywhere somehow rather
        enough hello hey hi dear along aside forward ready fertig prêt asking thanking telling
        word words finally eventually endlich enfin doing mot wort sorry worth jour tag news
        neuigkeiten nouvelles one ones anymore uhr c ok okay oh ah um hmm
        hm yeah alright allez tja self myself yourself
        addressed destined meant intended destiné destinée adressé adressée bestimmt gerichtet
        adressiert
        bist seid waren warst hatte hatten wird werden wurde wurden würde soll sollte sollen
        muss müssen müsste kann können darf will wollte gewesen immer nie ganz sehr viel viele
        mehr meist einige mehrere selbst eben eigentlich vielleicht sowie sondern damit weil
        wieder irgendwo irgendwann überhaupt etwa gar gesamt gesamten dass bitte
        qu j si lorsque puisque quand comme être étais étions suis es sommes êtes avais avait avions
        aviez a avons avez ont eu sera serai serait peut pouvez dois doit puis donc mais ni
        jamais toujours souvent plus moins trop assez dès lequel laquelle
        left fall falls takes lasts lasting starting ending dauert dure finalement heureusement
        malheureusement auch ebenfalls außerdem zusätzlich sich per y unfortunately luckily
        hopefully obviously
        quick lu lue lus lues
        going unread ungelesen ungelesene ungelesenen raus weg los turns shows pops arrives thema
        """
    )
)
"""Words that are never what a request is about."""

RECORDS = frozenset(
    words(
        """
        essence rundown digest
        gist recap upshot point points contents tone participant attendee invitation invitations
        mail mails email emails message messages thread conversation conversations discussion
        exchange correspondence inbox attachment attachments draft drafts meeting meetings
        appointment appointments event events calendar visit reminder reminders task tasks
        folder folders file files document documents computer einladung einladungen bescheid
        tonfall wechsel verkehr nachricht nachrichten verlauf austausch postfach anhang anhänge
        entwurf termin termine treffen besprechung besprechungen sitzung sitzungen kalender
        erinnerung erinnerungen aufgabe aufgaben ordner datei dateien dokument dokumente
        courrier messagerie conversation échange pièce pièces jointe
        jointes joint joints brouillon rendez réunion calendrier agenda rappel rappels tâche
        tâches dossier fichier fichiers courriel courriels mél synthèse aperçu résumé
        kurzfassung zusammenfassung überblick schriftwechsel briefwechsel unterhaltung
        history correspondence korrespondenz correspondance historique essentials highlights
        note notes notiz notizen chain sentence sentences phrase satz sätze wording
        schedule événement événements emploi
        schriftverkehr mailverkehr
        """
    )
)
"""What the tools keep, in general."""

MESSAGES = frozenset(
    words(
        """
        mail mails email emails message messages courriel courriels mél méls lettre lettres letter
        letters nachricht nachrichten jointe jointes réponse réponses
        """
    )
)
"""What somebody sends: "le mail de la banque" is by the bank."""

PLACES = frozenset(
    words(
        """
        calendar kalender calendrier agenda diary planner inbox mailbox postfach mailprogramm
        messagerie computer laptop machine pc disk disc drive device phone screen rechner
        festplatte platte laufwerk
        desktop schreibtisch bureau bildschirm handy ordinateur portable disque téléphone écran
        documents dokumenten
        dokumente dateien files notes notizen
        """
    )
)
"""Where the tools keep everything, which says nothing about what is meant."""

MATTERS = frozenset(words("sujet propos regard regards respect bezug hinsicht"))
"""The nouns of prepositions that mean "about"."""

BEFORE_SUBJECTS = frozenset(
    words(
        """
        did does do has have had is was will would can could should may must what which when where
        whom who that why how if whether
        hat hast ist war wird will kann was wann wo wen wem ob wenn dass
        quand que qu si où pourquoi comment
        """
    )
)
"""What stands before the one who does something: a name after it is followed by a verb."""

GERMAN = frozenset(
    words(
        """
        ich mir mich mein meine meinen meiner meinem der das dem den und mit von vom für auf aus
        wegen wie wann wo welche welcher welches wer ist sind hat habe haben im zum zur nicht
        kein keine über bitte heute gestern morgen eine einen einer einem wurde schick schreib
        zeig such suche zeige öffne antworte verschiebe lösche trage erinnere lies finde gibt
        alle
        """
    )
)
"""Words by which German is known, whose nouns all have capitals."""

FILES = frozenset(
    words(
        """
        sheet sheets spreadsheet workbook table file document presentation deck slide slides
        slideshow draft folder xlsx csv page column row tabelle datei dokument präsentation
        entwurf folie folien seite spalte zeile tableau feuille présentation diapositive
        diapositives diaporama page colonne ligne
        """
    )
)
"""What follows the name of something that is kept as a file."""

ORDERING = frozenset(
    words(
        """
        next last latest newest first recent only nächste nächsten nächster nächstes letzte
        letzten letzter letztes neueste neuesten erste ersten prochain prochaine dernier
        dernière premier
        """
    )
)
"""What may stand between an article and its noun and says nothing about it."""

WHOLE = frozenset(words("whole entire full complete rest ganze ganzen gesamte gesamten tout toute"))
"""What says that nothing of something is left out."""

WILLING = frozenset(
    words(
        """
        wants likes hopes wishes thinks knows needs möchte will soll hofft braucht veut voudrait
        doit aimerait espère pense
        """
    )
)
"""What people do of whom a request tells."""

BEFORE_LABELS = frozenset(
    words(
        """
        folder ordner dossier subject betreff objet heading section below under sheet überschrift
        abschnitt unter blatt
        """
    )
)
"""What a name may stand behind that is made of a tool's own words: "below Prices"."""

FILED = frozenset(
    words(
        """
        documents downloads desktop pictures music videos dokumente bilder schreibtisch musik
        bureau images téléchargements
        """
    )
)
"""Folders that computers come with: "save it in Documents"."""

SEEMS = frozenset(("sound", "sounds", "seem", "seems", "reads", "feel", "feels"))
"""Verbs that say how something is."""

DRAFTED = frozenset(words("drafted wrote written draft drafts entwurf brouillon entworfen"))
"""What stands before the one for whom something was written."""

FOLDERS = frozenset(("folder", "ordner", "dossier"))
"""What stands behind the name of a folder: "the Receipts folder"."""

ALSO_NOUNS = frozenset(("list", "open", "set", "call", "plan", "note", "notes", "show"))
"""Words that ask, and are part of a name where a noun stands beside them: "price list"."""

KINDS = {
    kind: frozenset(words(said))
    for kind, said in (
        ("picture", "photo photos image images pictures foto fotos bild bilder"),
        ("spreadsheet", "excel sheet sheets spreadsheets tabelle tabellen tableur tableau"),
        ("presentation", "slides deck presentations folien präsentation diapositives"),
        ("document", "word"),
        ("audio", "recording recordings aufnahme aufnahmen"),
        ("video", "film films videos"),
    )
}
"""Other words for kinds of files."""
