//! The language of a text: its script, and where many languages share that, the small words that no text does without.

/// How many words of a text are looked at.
const ENOUGH: usize = 4000;
/// A text in a language has at least so many of its small words in a hundred; names and figures have none.
const FEWEST_IN_A_HUNDRED: usize = 8;

/// A script, by its first and last character, and the language it tells; `None` where several languages share it.
const SCRIPTS: &[(char, char, Option<&str>)] = &[
    ('a', 'ɏ', None),
    ('ḁ', 'ỿ', None),
    ('Ͱ', 'Ͽ', Some("el")),
    ('Ѐ', 'ԯ', None),
    ('Ա', '֏', Some("hy")),
    ('\u{590}', '\u{5ff}', Some("he")),
    ('\u{600}', '\u{6ff}', None),
    ('\u{900}', '\u{97f}', Some("hi")),
    ('\u{980}', '\u{9ff}', Some("bn")),
    ('\u{b80}', '\u{bff}', Some("ta")),
    ('\u{e00}', '\u{e7f}', Some("th")),
    ('Ⴀ', 'ჿ', Some("ka")),
    ('ሀ', '\u{137f}', Some("am")),
    ('\u{1780}', '\u{17ff}', Some("km")),
    ('ぁ', 'ヿ', Some("ja")),
    ('一', '\u{9fff}', Some("zh")),
    ('가', '\u{d7a3}', Some("ko")),
];

/// Languages that share a script, and their small words.
const WORDS: &[(&str, &str)] = &[
    ("en", "the of and to in is that for it with as was on are this be by not have which we from at or an"),
    ("fr", "le la les de des du et est que qui dans pour une un pas sur au ce il nous avec sont plus par aux"),
    ("es", "el la los las de que y en un una es se del por con para su al lo como más pero sus esta este"),
    ("pt", "o a os as de que e do da em um uma para com não no na por mais dos das se ao é nos pela"),
    ("it", "il la di che e è un una per in non del della con si le dei sono da nel gli al più anche come"),
    ("ca", "el la els les de que i en un una és per amb no del al es més com però aquest són dels aquesta"),
    ("ro", "și de în a la cu pe din care este nu că o pentru un să mai sunt ale prin fi se ce au"),
    ("de", "der die das und in ist zu den mit von für auf nicht ein eine sich dem des auch es werden wir sie im an"),
    ("nl", "de het een van en in is dat op te zijn met voor niet die er aan ook als bij om door wij wordt naar"),
    ("sv", "och att det i som en på är av för med till den inte har om ett de vi från var kan efter men"),
    ("da", "og i det at en på er som af for med til den ikke har om et de vi fra var kan efter men"),
    ("nb", "og i det at en på er som av for med til den ikke har om et de vi fra var kan etter men å"),
    ("fi", "ja on ei se että oli hän mutta kuin tai myös ovat joka olla niin sen kun jos mukaan voi me tämä ole"),
    ("et", "ja on et ei see oma kui ka mis või aga oli nii kes meie selle välja ning ma siis nende"),
    ("lv", "un ir kas par no ar ka uz tas lai bet kā arī pie mēs tiek vai ko šo tā mūsu"),
    ("lt", "ir yra kad į su iš bei kaip bet ne tai už nuo apie buvo jis mes mūsų pagal tik šis"),
    ("pl", "i w na z że się do nie jest o to jak ale co dla od przez po są za oraz tym który jako"),
    ("cs", "a v na se je že s z do o k i pro jako by za ale od které jsou jsme také podle při"),
    ("sk", "a v na sa je že s z do o k aj pre ako by za ale od ktoré sú sme tiež podľa pri"),
    ("sl", "in je na da se za so v ki z s ne kot pa bi tudi po od ali pri lahko iz tem smo"),
    ("hr", "i je u na da se za su od s koji kao što ali iz ili te bi ne o sve nije biti smo"),
    ("hu", "a az és hogy nem is egy ez meg van csak mint azt ha vagy ami volt el de már kell lesz"),
    ("tr", "ve bir bu için ile da de olarak olan çok daha gibi kadar ne en o sonra ancak her biz değil olduğu"),
    ("az", "və bu bir üçün ilə də da olan kimi daha çox biz o hər onun olaraq ki sonra ancaq"),
    ("uz", "va bu bir uchun bilan ham da emas edi kerak biz deb shu qilish bo‘lgan yil o‘z"),
    ("id", "yang dan di dari untuk dengan ini itu dalam pada tidak akan adalah oleh kami sebagai juga atau ke bahwa"),
    ("vi", "và của là có trong cho được các với không một những để này người đã khi về như từ"),
    ("ru", "и в не на что с по как это к но из у за от для о же так все мы его или этом кто"),
    ("uk", "і в не на що з як до та це у за від для про є або його ми але які також всі"),
    ("be", "і ў не на што з як да гэта у за ад для пра або яго мы але якія таксама ўсе"),
    ("bg", "и в на да за се от с е че не по са като това но или които ще ни ние към"),
    ("mk", "и во на да за се од со е што не по како но или кои ќе ние дека ова сме"),
    ("sr", "и је у на да се за су од са који као што али из или не о ово није по смо"),
    ("ar", "في من على إلى أن هذا التي الذي عن مع كان ما لا هذه كل بعد ذلك هو هي قد وقد"),
    ("fa", "و در به از که این را با است برای آن یک خود تا بر هم نیز شده ما می"),
    ("ur", "کے کی میں ہے اور سے کا کو پر نے یہ کہ ہیں ہم اس کر لئے اپنے"),
];

/// The language of a text, BCP 47; `None` where that is not plain.
pub fn of(text: &str) -> Option<&'static str> {
    let lower = text.chars().flat_map(char::to_lowercase);
    let mut letters = [0_usize; SCRIPTS.len()];
    for c in lower.filter(|c| c.is_alphabetic()) {
        if let Some(script) = SCRIPTS.iter().position(|(first, last, _)| (*first..=*last).contains(&c)) {
            letters[script] += 1;
        }
    }
    let (script, most) =
        letters.iter().copied().enumerate().max_by_key(|(_, count)| *count).filter(|(_, most)| *most > 0)?;
    let has =
        |tag: &str| SCRIPTS.iter().zip(letters).find(|((_, _, of), _)| *of == Some(tag)).map_or(0, |(_, count)| count);
    match SCRIPTS[script].2 {
        // Japanese is written with Chinese characters too, Chinese never with kana.
        Some("zh") if has("ja") * 20 > most => Some("ja"),
        Some(tag) => Some(tag),
        None => by_words(text),
    }
}

/// The language whose small words a text has.
fn by_words(text: &str) -> Option<&'static str> {
    let mut found = [0_usize; WORDS.len()];
    let mut words = 0;
    for word in text.split(|c: char| !c.is_alphabetic() && c != '‘').filter(|word| !word.is_empty()).take(ENOUGH) {
        let word = word.to_lowercase();
        words += 1;
        for (count, (_, small)) in found.iter_mut().zip(WORDS) {
            *count += usize::from(small.split(' ').any(|small| small == word));
        }
    }
    let (best, most) = found.iter().copied().enumerate().max_by_key(|(at, count)| (*count, usize::MAX - at))?;
    let second = found.iter().copied().enumerate().filter(|(at, _)| *at != best).map(|(_, count)| count).max()?;
    // Kin share many of these words; what is left between them has to be more than chance.
    let is_plain = most >= 3 && most * 100 >= words * FEWEST_IN_A_HUNDRED && most * 10 >= second * 11;
    is_plain.then_some(WORDS[best].0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_or_two_tell_the_language() {
        for (tag, text) in [
            (
                "en",
                "The doors of this house have been shut for many years, and that is what everybody who comes here finds out.",
            ),
            (
                "fr",
                "Les portes de cette maison sont fermées depuis des années, et tout le monde le sait déjà très bien.",
            ),
            ("es", "Las puertas de esta casa llevan muchos años cerradas, y todos los que vienen aquí lo saben."),
            (
                "pt",
                "As portas desta casa estão fechadas há muitos anos, e todos os que vêm aqui sabem que não se abrem.",
            ),
            (
                "it",
                "Le porte di questa casa sono chiuse da molti anni, e tutti quelli che vengono qui lo sanno, anche se non è bello.",
            ),
            ("ro", "Ușile acestei case sunt închise de mulți ani, și toți cei care vin aici știu că nu se deschid."),
            (
                "de",
                "Die Türen dieses Hauses sind seit vielen Jahren geschlossen, und das weiß jeder, der zu uns kommt.",
            ),
            ("nl", "De deuren van dit huis zijn al vele jaren gesloten, en dat weet iedereen die hier op bezoek komt."),
            ("sv", "Dörrarna till det här huset har varit stängda i många år, och det vet alla som kommer hit."),
            ("da", "Dørene til dette hus har været lukket i mange år, og det ved alle, som er kommet her af sig selv."),
            (
                "pl",
                "Drzwi tego domu są zamknięte od wielu lat i wiedzą o tym wszyscy, którzy do nas przychodzą, ale nie jest to dobre.",
            ),
            (
                "tr",
                "Bu evin kapıları uzun yıllardır kapalı ve buraya gelen her kişi bunu biliyor, ancak biz daha çok şey istiyoruz.",
            ),
            ("vi", "Cửa của ngôi nhà này đã đóng trong nhiều năm, và những người đến đây đều biết về điều đó."),
            (
                "id",
                "Pintu rumah ini telah ditutup selama bertahun-tahun, dan itu diketahui oleh semua orang yang datang ke sini.",
            ),
            ("ru", "Двери этого дома закрыты уже много лет, и об этом знают все, кто здесь бывает."),
            (
                "uk",
                "Двері цього дому зачинені вже багато років, і про це знають усі, хто до нас приходить, але не всі.",
            ),
            ("ar", "أبواب هذا البيت مغلقة منذ سنوات عديدة، وكل من يأتي إلى هنا يعرف ذلك جيدا."),
            ("fa", "درهای این خانه سال‌هاست که بسته است و همه کسانی که به اینجا می‌آیند این را می‌دانند."),
            ("zh", "这座房子的门已经关了很多年，来过这里的人都知道这件事情。"),
            ("ja", "この家の扉は何年も閉まっていて、ここに来る人はみんなそのことを知っています。"),
            ("ko", "이 집의 문은 여러 해 동안 닫혀 있었고, 여기에 오는 사람은 모두 그것을 알고 있습니다."),
            ("el", "Οι πόρτες αυτού του σπιτιού είναι κλειστές εδώ και χρόνια."),
            ("hi", "इस घर के दरवाज़े कई सालों से बंद हैं।"),
        ] {
            assert_eq!(of(text), Some(tag), "{text}");
        }
    }

    #[test]
    fn what_has_no_language_is_not_given_one() {
        for text in [
            "",
            "1 2 3",
            "Mamadou Jean-Philemon Kissangou",
            "Lorem ipsum dolor sit amet consectetur adipiscing elit",
            "😀",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
