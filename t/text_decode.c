/* Text in many charsets is decoded to the UTF-8 it was made from. */
#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/utf8.h"
#include "media/charset.h"
#include "media/text_decode.h"

static struct arena a;

/* Typical subtitles, and the ways in which their language is given. */
static const struct {
	const char	*charset, *language;
	const char	*lines[3];
} texts[] = {
	{ "CP1250", "ces", { "Příliš žluťoučký kůň úpěl ďábelské ódy.",
	    "Nevím, co mám dělat.", "Kde jste byli včera večer?" } },
	{ "CP1250", "Czech", { "Tak už jsi tady, vidíš.", "Šel jsem domů.",
	    "Žádný strach." } },
	{ "ISO-8859-2", "cze", { "Příliš žluťoučký kůň úpěl.",
	    "Všichni už odešli, jenže já ještě ne.", "Ještě štěstí." } },
	{ "CP1250", "pl", { "Zażółć gęślą jaźń.", "Nie wiem, co mam robić.",
	    "Gdzie byłeś wczoraj wieczorem?" } },
	{ "ISO-8859-2", "pol", { "Zażółć gęślą jaźń.",
	    "Są już wszyscy, proszę pani.", "Świetnie." } },
	{ "CP1250", "hun", { "Árvíztűrő tükörfúrógép.",
	    "Nem tudom, mit tegyek.", "Azonnal mennünk kell, mielőtt jönnek." } },
	{ "CP1250", "hrv", { "Gojazni đačić s biciklom drži hmelj.",
	    "Ne znam što učiniti.", "Gdje si bio sinoć?" } },
	{ "CP1250", "rum", { "Nu ştiu ce să fac.", "Unde ai fost aseară?",
	    "Trebuie să plecăm înainte să vină." } },
	{ "CP1251", "rus", { "Съешь ещё этих мягких французских булок.",
	    "Я не знаю, что делать.", "Где ты был вчера вечером?" } },
	{ "KOI8-R", "ru", { "Съешь ещё этих мягких французских булок.",
	    "Я не знаю, что делать.", "Где ты был вчера вечером?" } },
	{ "CP1251", "uk", { "Чуєш їх, доцю, га? Кумедна ж ти!",
	    "Я не знаю, що робити.", "Де ти був учора ввечері?" } },
	{ "CP1251", "bul", { "Ах, чудна българска земьо.",
	    "Не знам какво да правя.", "Къде беше снощи?" } },
	{ "CP1253", "gre", { "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία.",
	    "Δεν ξέρω τι να κάνω.", "Άντε, πάμε…" } },
	{ "ISO-8859-7", "el", { "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία.",
	    "Άντε, πάμε.", "Άλλος;" } },
	{ "CP1254", "tur", { "Pijamalı hasta yağız şoföre güvendi.",
	    "Ne yapacağımı bilmiyorum.", "İstanbul'da görüşürüz." } },
	{ "CP1255", "he", { "דג סקרן שט בים מאוכזב.",
	    "אני לא יודע מה לעשות.", "איפה היית אתמול בערב?" } },
	{ "CP1256", "Arabic", { "لا أعرف ماذا أفعل.",
	    "أين كنت مساء أمس؟", "علينا أن نذهب قبل أن يأتوا." } },
	{ "CP874", "th", { "เป็นมนุษย์สุดประเสริฐเลิศคุณค่า",
	    "ฉันไม่รู้ว่าจะทำอย่างไร", "เมื่อคืนคุณอยู่ที่ไหน" } },
	{ "CP932", "jpn", { "いろはにほへと ちりぬるを",
	    "何をすればいいか分からない。", "素晴らしかった!" } },
	{ "EUC-JP", "ja", { "いろはにほへと ちりぬるを",
	    "何をすればいいか分からない。", "昨日の夜はどこにいたの?" } },
	{ "GB18030", "chi", { "我不知道该怎么办。",
	    "昨天晚上你在哪里?", "太好了!" } },
	{ "BIG5", "zh-TW", { "我不知道該怎麼辦。",
	    "昨天晚上你在哪裡?", "太好了!" } },
	{ "CP949", "kor", { "나는 무엇을 해야 할지 모르겠어.",
	    "어젯밤에 어디 있었어?", "그들이 오기 전에 가야 해." } },
	{ "CP1252", "fre", { "Voix ambiguë d’un cœur préférant les jattes.",
	    "Où étais-tu hier soir ?", "C’était génial !" } },
	{ "CP1252", "Spanish", { "¿Dónde estabas anoche?", "¡Qué niño!",
	    "Mañana será otro día." } },
	{ "CP1252", "deu", { "Ich weiß nicht, was ich tun soll.",
	    "Zwölf Boxkämpfer jagen Viktor.", "Schöne Grüße!" } },
	{ "CP1257", "lit", { "Nežinau, ką daryti.",
	    "Kur buvai vakar vakarė?", "Turime eiti, kol jie neatėjo." } },
};

static const char *
cue(const char *line)
{
	return arena_printf(&a, "1\r\n00:00:01,000 --> 00:00:02,500\r\n"
	    "<i>%s</i>\r\n\r\n", line);
}

static const char *
whole(const char *const *lines)
{
	return arena_printf(&a, "%s%s%s", cue(lines[0]), cue(lines[1]),
	    cue(lines[2]));
}

static const char *
there_and_back(const char *text, const char *charset, const char *language)
{
	size_t n;
	const char *bytes = charset_convert(&a, charset, "UTF-8", text,
	    strlen(text), &n);

	return text_decode(&a, bytes, n, language, &n);
}

/* The charset of a file without, and of a line with a known language. */
static void
alphabets(void)
{
	const char *all, *name;
	size_t i, k;

	for (i = 0; i < COUNT(texts); i++) {
		all = whole(texts[i].lines);
		name = arena_printf(&a, "%s, %s", texts[i].charset,
		    texts[i].language);
		is_str(there_and_back(all, texts[i].charset,
		    texts[i].language), all, name);
		is_str(there_and_back(all, texts[i].charset, NULL), all,
		    arena_printf(&a, "%s, unknown", name));
		is_str(there_and_back(all, texts[i].charset, "und"), all,
		    "  undetermined");
		for (k = 0; k < 3; k++)
			is_str(there_and_back(cue(texts[i].lines[k]),
			    texts[i].charset, texts[i].language),
			    cue(texts[i].lines[k]),
			    arena_printf(&a, "%s, line %zu", name, k));
	}
}

/* If the film's language tag is wrong, the bytes decide. */
static void
wrong_tags(void)
{
	static const char *const tags[] = { "eng", "fre", "rus", "jpn" };
	const char *all;
	size_t i, k;

	for (i = 0; i < COUNT(texts); i++)
	for (k = 0; k < COUNT(tags); k++) {
		all = whole(texts[i].lines);
		is_str(there_and_back(all, texts[i].charset, tags[k]), all,
		    arena_printf(&a, "%s, %s called %s", texts[i].charset,
		    texts[i].language, tags[k]));
	}
}

static const struct {
	const char	*name, *bytes;
	size_t		 len;
	const char	*want;
} marked[] = {
#define BYTES(s)	s, sizeof(s) - 1
	{ "nothing", BYTES(""), "" },
	{ "UTF-8", BYTES("\xef\xbb\xbf\xc3\xa9"), "é" },
	{ "UTF-8, broken", BYTES("\xef\xbb\xbf\xc3\xa9 \xc3\xa9 \xc3"),
	    "é é \ufffd" },
	{ "UTF-16, little", BYTES("\xff\xfe\xe9\0\n\0"), "é\n" },
	{ "UTF-16, big", BYTES("\xfe\xff\0\xe9\0\n"), "é\n" },
	{ "UTF-32, little", BYTES("\xff\xfe\0\0\xe9\0\0\0"), "é" },
	{ "UTF-32, big", BYTES("\0\0\xfe\xff\0\0\0\xe9"), "é" },
	{ "UTF-16, half a character", BYTES("\xff\xfe\xe9\0\n"), "é\ufffd" },
	{ "UTF-16, no mark", BYTES("1\0\n\0a\0\x42\x04"), "1\naт" },
	{ "UTF-16, no mark, big", BYTES("\0001\0\n\0a\x04\x42"), "1\naт" },
	{ "7 bits", BYTES("\x1b$B$$$m\x1b(B\n"), "いろ\n" },
	{ "ASCII", BYTES("plain\n"), "plain\n" },
	{ "among UTF-8", BYTES("Où ça ?\nDéjà vu\nl'\xe9t\xe9\n"),
	    "Où ça ?\nDéjà vu\nl'été\n" },
	{ "UTF-8 among others", BYTES("\xe0 l'\xe9t\xe9\nd\xe9j\xe0\n"
	    "перевод: Иван\n"), "à l'été\ndéjà\nперевод: Иван\n" },
	{ "one bad byte", BYTES("Où ça \xff déjà là ?\nC'est ça.\n"),
	    "Où ça \ufffd déjà là ?\nC'est ça.\n" },
};

int
main(void)
{
	size_t i, n;

	alphabets();
	wrong_tags();
	for (i = 0; i < COUNT(marked); i++) {
		const char *out = text_decode(&a, marked[i].bytes,
		    marked[i].len, "fre", &n);

		is_str(arena_strndup(&a, out, n), marked[i].want,
		    marked[i].name);
		ok(utf8_is_valid(out, n), "  valid");
	}
	arena_reset(&a);
	return done();
}
