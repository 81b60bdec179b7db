//! The forms that are read: each says the same, and leaves out what belongs to its form.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use hustings::import::{Did, Draft, Format, read};

use crate::{is_out, result, take_out, words};

fn draft(bytes: impl Into<Vec<u8>>, format: Format) -> Draft {
    let draft = read(bytes.into()).unwrap();
    assert_eq!(draft.format, format);
    draft
}

fn headings(draft: &Draft) -> Vec<&str> {
    draft.parts.iter().filter_map(|part| part.heading.as_deref()).collect()
}

fn texts(draft: &Draft) -> Vec<&str> {
    draft.parts.iter().flat_map(|part| &part.texts).map(|text| text.text.as_str()).collect()
}

const PAGE: &str = r##"<!DOCTYPE html><html lang="en"><head><title>Doors | Example Site</title><meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2029-05-03T10:00:00Z"><style>p { color: red }</style></head><body>
<header><a href="/">Example Site</a></header><nav><ul><li><a href="/a">Home</a></li><li><a href="/b">News</a></li></ul></nav>
<main><h1>An interview on doors</h1><figure><img src="a.png"><figcaption>Jane Roe at a door</figcaption></figure>
<p><strong>What would you do first?</strong></p><p>I would <em>open</em> the doors<sup><a href="#n1">1</a></sup> &amp; let people in, as everybody has asked.</p>
<blockquote>I would open the doors</blockquote><ol><li>The front door.</li><li>The back door.</li></ol>
<p><strong>And then?</strong></p><p>Then I would paint them, one<br>after the other, in a colour that all agree on.</p>
<table><tr><th>Door</th><th>Colour</th></tr><tr><td>Front</td><td>Red</td></tr></table>
<script>if (a < b) { document.write("<p>no text</p>") }</script></main>
<div class="share social">Share this page</div><footer>Contact us</footer></body></html>"##;

#[test]
fn a_web_page_gives_its_text_and_reports_its_furniture() {
    let page = draft(PAGE, Format::Html);
    assert_eq!(page.front.title.as_deref(), Some("An interview on doors"));
    assert_eq!(page.front.speaker.as_deref(), Some("Jane Roe"));
    assert_eq!(page.front.date.as_deref(), Some("2029-05-03"));
    assert_eq!(page.language.as_deref(), Some("en"));
    assert_eq!(headings(&page), ["What would you do first?", "And then?"]);
    assert_eq!(
        texts(&page),
        [
            "I would open the doors[1] & let people in, as everybody has asked.",
            "1. The front door.",
            "2. The back door.",
            "Then I would paint them, one after the other, in a colour that all agree on.",
            "Door | Colour",
            "Front | Red",
        ]
    );
    let dropped: Vec<&str> =
        page.remarks.iter().filter(|remark| remark.did == Did::Dropped).map(|remark| remark.words.as_str()).collect();
    for words in
        ["Home News", "Jane Roe at a door", "Share this page", "Contact us", "Example Site", "I would open the doors"]
    {
        assert!(dropped.contains(&words), "{words} is not in {dropped:?}");
    }
    assert!(!dropped.iter().any(|words| words.contains("no text")));
}

#[test]
fn a_page_that_closes_nothing_loses_nothing() {
    let page = draft(
        "<html><body><nav><a href=x>Home</a><h1>Doors</h1><p>One door is open for everybody who comes by.<p>Two doors are shut for all who come by.<li>Three",
        Format::Html,
    );
    assert_eq!(
        texts(&page),
        ["One door is open for everybody who comes by.", "Two doors are shut for all who come by.", "Three"]
    );
}

#[test]
fn what_stands_above_an_interview_is_taken_apart() {
    let answer = "I would open the doors and let people in, as everybody has asked me to do.";
    for above in [
        "Jane Roe\nFrance\nCandidate\nfor the post of\nDirector of Doors\n",
        "Jane Roe, France\n\nCandidate for the post of Director of Doors\n",
        "Answers\n\nJane Roe\nFrance\n\nCandidate for Director of Doors\n3 May 2029\n",
    ] {
        let page = draft(
            format!("{above}\n\nWhat would you do first?\n\n{answer}\n\nAnd then?\n\n{answer} Always.\n"),
            Format::Plain,
        );
        assert_eq!(page.front.speaker.as_deref(), Some("Jane Roe"), "{above}");
        assert_eq!(page.front.state.as_deref(), Some("France"), "{above}");
        assert_eq!(page.front.post.as_deref(), Some("Director of Doors"), "{above}");
        assert_eq!(headings(&page), ["What would you do first?", "And then?"], "{above}");
    }
}

#[test]
fn a_byline_may_bear_the_date() {
    let text = "It is an honour for me to speak to you here today about doors.";
    let page =
        draft(format!("<html><body><h1>On doors</h1><p>By Jane Roe | 3 May 2029</p><p>{text}</p>"), Format::Html);
    assert_eq!(page.front.speaker.as_deref(), Some("Jane Roe"));
    assert_eq!(page.front.date.as_deref(), Some("2029-05-03"));
    let page = draft(format!("On doors and windows\n20290503\n\n{text}\n"), Format::Plain);
    assert_eq!(page.front.date.as_deref(), Some("2029-05-03"));
}

#[test]
fn deep_nesting_takes_one_pass() {
    let deep = format!("<html><body>{}<p>Down here there is a sentence of some length.</p>", "<div>".repeat(200_000));
    assert_eq!(texts(&draft(deep, Format::Html)), ["Down here there is a sentence of some length."]);
}

#[test]
fn markdown_gives_headings_lists_tables_and_notes() {
    let page = draft(
        "---\ntitle: Doors\nauthor: Jane Roe\n---\n\n# Doors\n\nThe doors of this house are *shut*, as everybody knows.[^1]\n\n## What next?\n\n1. Open the **front** door.\n2. Open the back door.\n\n\
         | Door | Colour |\n|---|---|\n| Front | Red |\n\n[^1]: See the plan.\n",
        Format::Markdown,
    );
    assert_eq!(page.front.title.as_deref(), Some("Doors"));
    assert_eq!(headings(&page), ["What next?"]);
    assert_eq!(
        texts(&page),
        [
            "The doors of this house are shut, as everybody knows.[1]",
            "1. Open the front door.",
            "2. Open the back door.",
            "Door | Colour",
            "Front | Red"
        ]
    );
    assert_eq!(page.parts[0].texts[0].notes, ["1: See the plan."]);
}

/// A Word document of these paragraphs, in the XML of Word.
fn document(body: &str, extra: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let xml =
        |body: &str| format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    for (name, text) in
        std::iter::once((&"word/document.xml", &body)).chain(extra.iter().map(|(name, text)| (name, text)))
    {
        writer.start_file(*name, options).unwrap();
        writer.write_all(xml(text).as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn paragraph(style: &str, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"
    )
}

#[test]
fn a_word_document_gives_headings_rows_notes_and_no_deleted_text() {
    let body = [
        paragraph("Title", "Doors &amp; windows"),
        paragraph("Heading1", "The doors"),
        "<w:p><w:r><w:t>All doors are </w:t></w:r><w:del><w:r><w:delText>open</w:delText></w:r></w:del><w:r><w:t>shut.</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>".to_owned(),
        paragraph("ListParagraph", "The front door."),
        paragraph("Caption", "Figure 1: a door"),
        format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", paragraph("x", "Front"), paragraph("x", "Red")),
    ];
    let notes = format!("<w:footnote w:id=\"2\">{}</w:footnote>", paragraph("x", "See the plan."));
    let header = paragraph("Header", "Draft of May");
    let page =
        draft(document(&body.concat(), &[("word/footnotes.xml", &notes), ("word/header1.xml", &header)]), Format::Word);
    assert_eq!(page.front.title.as_deref(), Some("Doors & windows"));
    assert_eq!(headings(&page), ["The doors"]);
    // Its id is 2, but it is the first that is shown.
    assert_eq!(texts(&page), ["All doors are shut.[1]", "The front door.", "Front | Red"]);
    assert_eq!(page.parts[0].texts[0].notes, ["1: See the plan."]);
    let dropped: Vec<&str> =
        page.remarks.iter().filter(|remark| remark.did == Did::Dropped).map(|remark| remark.words.as_str()).collect();
    assert_eq!(dropped, ["Draft of May", "open", "Figure 1: a door"]);
}

#[test]
fn notes_at_the_foot_and_at_the_end_have_the_numbers_that_are_shown() {
    let refers = |text: &str, kind: &str, id: u32| {
        format!("<w:p><w:r><w:t>{text}</w:t></w:r><w:r><w:{kind}Reference w:id=\"{id}\"/></w:r></w:p>")
    };
    let notes = |kind: &str, notes: &[(u32, &str)]| {
        let own = |(id, text): &(u32, &str)| format!("<w:{kind} w:id=\"{id}\">{}</w:{kind}>", paragraph("x", text));
        let separator = format!("<w:{kind} w:type=\"separator\" w:id=\"0\">{}</w:{kind}>", paragraph("x", "no note"));
        separator + &notes.iter().map(own).collect::<String>()
    };
    let body = [
        refers("The doors of this house have been shut for many years.", "footnote", 3),
        refers("Nobody has been seen with a key to any of them.", "endnote", 2),
        refers("We should open the front door before all others.", "footnote", 2),
    ];
    let footnotes = notes("footnote", &[(2, "Said in May."), (3, "See the plan.")]);
    let endnotes = notes("endnote", &[(2, "But for the porter.")]);
    let extra = [("word/footnotes.xml", footnotes.as_str()), ("word/endnotes.xml", endnotes.as_str())];
    let page = draft(document(&body.concat(), &extra), Format::Word);
    assert_eq!(
        texts(&page),
        [
            "The doors of this house have been shut for many years.[1]",
            "Nobody has been seen with a key to any of them.[i]",
            "We should open the front door before all others.[2]",
        ]
    );
    let notes: Vec<&str> =
        page.parts.iter().flat_map(|part| &part.texts).flat_map(|text| &text.notes).map(String::as_str).collect();
    assert_eq!(notes, ["1: See the plan.", "i: But for the porter.", "2: Said in May."]);
}

/// A paragraph of a list, as Word has it.
fn item(list: &str, level: &str, text: &str) -> String {
    let number = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    format!("<w:p><w:pPr>{number}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn the_numbers_that_word_shows_are_in_the_text() {
    let level = |at: u32, numerals: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{numerals}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = [
        "<w:abstractNum w:abstractNumId=\"7\">".to_owned(),
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "%1.%2)"),
        "</w:abstractNum><w:abstractNum w:abstractNumId=\"8\">".to_owned(),
        level(0, "bullet", "\u{2022}"),
        "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>".to_owned(),
        "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"8\"/></w:num>".to_owned(),
        "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>".to_owned(),
    ];
    let styles = "<w:style w:styleId=\"Step\"><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style>\
        <w:style w:styleId=\"StepMore\"><w:basedOn w:val=\"Step\"/></w:style>";
    let body = [
        item("1", "0", "The front door."),
        item("1", "1", "Its lock."),
        item("1", "1", "Its bell."),
        paragraph("x", "So much for the front of the house, where everybody comes in and goes out."),
        item("1", "0", "The back door."),
        item("1", "1", "Its key."),
        item("2", "0", "A window."),
        item("0", "0", "No list at all."),
        paragraph("Step", "Knock."),
        paragraph("StepMore", "Wait."),
    ];
    let page = draft(
        document(&body.concat(), &[("word/numbering.xml", &numbering.concat()), ("word/styles.xml", styles)]),
        Format::Word,
    );
    let expected = [
        "1. The front door.",
        "1.a) Its lock.",
        "1.b) Its bell.",
        "So much for the front of the house, where everybody comes in and goes out.",
        "2. The back door.",
        "2.a) Its key.",
        "A window.",
        "No list at all.",
        "5. Knock.",
        "6. Wait.",
    ];
    assert_eq!(texts(&page), expected);
}

#[test]
fn the_numbers_that_a_browser_shows_are_in_the_text() {
    let page = "<h1>Doors</h1><p>There are several doors in this house, and each of them has its own story to tell.</p>\
        <ol start=3><li>Front.<li><p>Back.</p><p>More of it.</p><ol type=a><li>Lock.</li><li value=4>Bell.</li></ol></li><li>3. Side.</li></ol>\
        <ol style='list-style: upper-roman inside'><li>One.</li></ol><ul><li>Bullet.</li></ul><ol type=circle><li>Circle.</li></ol>\
        <ol reversed start=2><li>Two.</li><li>One.</li></ol><ol reversed><li>Last.</li></ol>";
    let page = draft(page, Format::Html);
    let expected = [
        "3. Front.",
        "4. Back.",
        "More of it.",
        "a. Lock.",
        "d. Bell.",
        "5. 3. Side.",
        "I. One.",
        "Bullet.",
        "Circle.",
        "2. Two.",
        "1. One.",
        "Last.",
    ];
    assert_eq!(texts(&page)[1..], expected);
}

/// A PDF of pages, each line a size, a height and a text.
fn pdf(pages: &[&[(u32, u32, &str)]]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut kids = Vec::new();
    for lines in pages {
        let drawn = lines
            .iter()
            .map(|(size, y, text)| format!("BT /F1 {size} Tf 72 {y} Td ({text}) Tj ET\n"))
            .collect::<Vec<_>>()
            .concat();
        objects.push(format!("<< /Length {} >>\nstream\n{drawn}endstream", drawn.len()));
        let content = objects.len();
        objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"));
        kids.push(format!("{} 0 R", objects.len()));
    }
    objects[1] = format!("<< /Type /Pages /Count {} /Kids [{}] >>", pages.len(), kids.join(" "));
    pdf_of(&objects)
}

/// A PDF of these objects, of which the first is the catalogue.
pub fn pdf_of(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(file.len());
        write!(file, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let table = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    write!(file, "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).unwrap();
    file.into_bytes()
}

#[test]
fn a_pdf_gives_paragraphs_over_lines_and_pages_without_its_running_heads() {
    let page = draft(
        pdf(&[
            &[
                (9, 800, "The Doors Quarterly 7"),
                (20, 740, "A talk about doors"),
                (11, 700, "The doors of this house have been shut for many years, and that"),
                (11, 686, "is what everybody who comes here finds out on the very first day."),
                (14, 650, "What is to be done"),
                (11, 620, "We should open the front door first, and then we should go on and"),
                (9, 40, "Page 1 of 2"),
            ],
            &[
                (9, 800, "The Doors Quarterly 8"),
                (11, 740, "open all the others, one after the other, until the very last one."),
                (9, 40, "Page 2 of 2"),
            ],
        ]),
        Format::Pdf,
    );
    assert_eq!(page.front.title.as_deref(), Some("A talk about doors"));
    assert_eq!(headings(&page), ["What is to be done"]);
    assert_eq!(
        texts(&page),
        [
            "The doors of this house have been shut for many years, and that is what everybody who comes here finds out on the very first day.",
            "We should open the front door first, and then we should go on and open all the others, one after the other, until the very last one.",
        ]
    );
    let dropped = page.remarks.iter().filter(|remark| remark.did == Did::Dropped).count();
    assert_eq!(dropped, 4);
}

/// A stream with its length, and what else its dictionary says.
pub fn stream(dictionary: &str, content: &str) -> String {
    format!("<< {dictionary} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// The catalogue of a PDF of one page, whose content is the fourth object; the fonts `/F` and forms `/X` are named here.
pub fn one_page(resources: &str) -> [String; 3] {
    [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {resources} >> >>"),
    ]
}

#[test]
fn the_fonts_of_a_pdf_say_what_its_codes_stand_for() {
    let map = "1 begincodespacerange <0000> <ffff> endcodespacerange\n2 beginbfchar <0003> <0020> <0004> <0066006C> endbfchar\n\
               1 beginbfrange <0041> <005A> <0061> endbfrange 1 beginbfrange <0061> <0062> [<0421> <56DB>] endbfrange";
    let mut objects = one_page("/Font << /F 5 0 R /G 8 0 R /H 10 0 R >>").to_vec();
    objects.extend([
        stream(
            "",
            "BT /F 10 Tf 72 700 Td <00540048004500030044004F004F0052> Tj 0 -14 Td [<0004> 250 <00410054> -400 <00610062>] TJ ET\n\
             BT /G 10 Tf 1 0 0 1 72 660 Tm (\\001\\002 caf\\351) Tj T* /H 10 Tf 12 TL (\\304\\343\\272\\303, door) ' ET",
        ),
        "<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Face /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>".to_owned(),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Face /DW 500 /W [3 [250] 65 90 600] >>".to_owned(),
        stream("", map),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Other /FirstChar 1 /Widths [500 500] /Encoding 9 0 R >>".to_owned(),
        "<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /Ccaron /f_f_i] >>".to_owned(),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /GBK-EUC-H /DescendantFonts [11 0 R] >>".to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song >>".to_owned(),
    ]);
    let page = draft(pdf_of(&objects), Format::Pdf);
    assert_eq!(page.front.title.as_deref(), Some("the door flat С四"));
    assert_eq!(texts(&page), ["Čffi café", "你好, door"]);
}

#[test]
fn a_form_is_read_where_it_is_drawn() {
    let mut objects = one_page("/XObject << /X 5 0 R >>").to_vec();
    objects.extend([
        stream("", "q 1 0 0 1 0 -100 cm /X Do Q q /X Do Q"),
        stream(
            "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [1 0 0 1 72 0] /Resources << /Font << /F 6 0 R >> >>",
            "BT /F 11 Tf 0 700 Td (The doors of this house are shut.) Tj ET",
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ]);
    assert_eq!(texts(&draft(pdf_of(&objects), Format::Pdf)), ["The doors of this house are shut."; 2]);
}

#[test]
fn a_footnote_of_a_web_page_is_a_note_of_its_passage() {
    let page = "<h1>Doors</h1><p>The doors of this house<a href=\"#n1\"><sup>1</sup></a> have been shut for years, and nobody knows why.</p>\
        <p>We should open the front door<sup><a href=\"#fn2\">[2]</a></sup> first, and then all the others, one by one.</p>\
        <p><a href=\"#s1\">3</a> is a number that a paragraph may begin with, and this paragraph is no note at all.</p>\
        <div id=n1><p><a href=\"#a1\">1</a>See the plan of the house.</p></div>\
        <ol start=2><li id=fn2><p>It is heavy. <a href=\"#fnref2\">\u{21a9}</a></p></li></ol>";
    let page = draft(page, Format::Html);
    let notes: Vec<&[String]> = page.parts.iter().flat_map(|part| &part.texts).map(|text| &text.notes[..]).collect();
    assert_eq!(notes, [&["1: See the plan of the house.".to_owned()][..], &["2: It is heavy.".to_owned()], &[]]);
    assert!(texts(&page)[0].contains("this house[1] have"), "{:?}", texts(&page));
}

#[test]
fn a_footnote_of_a_page_is_a_note_of_its_passage() {
    let page = draft(
        pdf(&[
            &[
                (11, 700, "The doors of this house have been shut for many years [1] and nobody"),
                (11, 686, "knows why, least of all the porter, who is asked for it each day."),
                (11, 652, "We should open the front door first, and then we should go on and"),
                (8, 60, "1 See the plan of the house, which hangs in the hall and which everybody"),
                (8, 50, "may read who comes in."),
            ],
            &[
                (11, 740, "open all the others, one after the other, until the last [1] of them."),
                (8, 60, "1 Not counting the one for the cat."),
            ],
        ]),
        Format::Pdf,
    );
    let notes: Vec<&[String]> = page.parts.iter().flat_map(|part| &part.texts).map(|text| &text.notes[..]).collect();
    assert_eq!(texts(&page).len(), 2, "{:?}", texts(&page));
    assert!(
        texts(&page)[1].ends_with("go on and open all the others, one after the other, until the last [1] of them.")
    );
    let plan = "1: See the plan of the house, which hangs in the hall and which everybody may read who comes in.";
    assert_eq!(notes, [&[plan.to_owned()][..], &["1: Not counting the one for the cat.".to_owned()]]);
}

#[test]
fn of_short_paragraphs_a_pdf_keeps_each() {
    // More space between paragraphs than lines that follow each other.
    let first = "The doors of this house have been shut for many years, and that is what all say, and";
    let page = draft(
        pdf(&[&[
            (11, 760, first),
            (11, 746, "nobody knows why, least of all the porter."),
            (11, 718, "The front door is the one that every visitor sees, and it is the heaviest by far."),
            (11, 690, "The back door is the one that leads to the garden, where nobody has been in years."),
            (11, 662, "The third is the smallest of them all, and only the cats of the house make use of it."),
            (11, 634, "The fourth is only painted on the wall, as everybody finds out who tries to open it."),
        ]]),
        Format::Pdf,
    );
    assert_eq!(texts(&page).len(), 5, "{:?}", texts(&page));
    assert_eq!(texts(&page)[0], format!("{first} nobody knows why, least of all the porter."));
}

#[test]
fn a_pdf_without_text_is_a_scan() {
    let error = read(pdf(&[&[]])).unwrap_err();
    assert!(error.to_string().contains("OCR"), "{error}");
}

#[test]
fn other_encodings_are_found_out_and_said() {
    let text = "Les portes de cette maison sont fermées depuis des années, et tout le monde le sait déjà très bien. Où est la clé ? Nous la cherchons à côté.\n\nIl faut les ouvrir dès maintenant, l’une après l’autre, jusqu’à la dernière.\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(text);
    let french = draft(bytes.into_owned(), Format::Plain);
    assert_eq!(french.encoding.as_deref(), Some("windows-1252"));
    assert_eq!(french.language.as_deref(), Some("fr"));
    assert!(texts(&french)[0].contains("fermées depuis des années"));
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(draft(wide, Format::Plain).encoding.as_deref(), Some("UTF-16LE"));
}

#[test]
fn texts_in_many_scripts_come_through_in_the_order_they_have() {
    for (text, language) in [
        ("Двери этого дома закрыты уже много лет, и об этом знают все, кто здесь бывает.", "ru"),
        ("这座房子的门已经关了很多年，来过这里的人都知道这件事情。", "zh"),
        ("أبواب هذا البيت مغلقة منذ سنوات عديدة، وكل من يأتي إلى هنا يعرف ذلك جيدا.", "ar"),
        ("이 집의 문은 여러 해 동안 닫혀 있었고, 여기에 오는 사람은 모두 그것을 알고 있습니다.", "ko"),
        ("Las puertas de esta casa llevan muchos años cerradas, y todos los que vienen aquí lo saben.", "es"),
    ] {
        let page = draft(format!("{text}\n\n{text}\n"), Format::Plain);
        assert_eq!(texts(&page), [text, text]);
        assert_eq!(page.language.as_deref(), Some(language));
    }
}

#[test]
fn a_text_broken_at_a_width_is_whole_again() {
    let text = "The doors of this house have been shut for many years, and\nthat is what everybody who comes here finds out on the very\nfirst day, whether they want to or not; nobody has ever been\nseen with a key to any of them.\n\nWe should open the front door first, and then we should go\non and open all the others, one after the other.\n";
    let page = draft(text, Format::Plain);
    assert_eq!(texts(&page).len(), 2);
    assert_eq!(result(&page), words(text));
    assert!(page.remarks.iter().any(|remark| remark.did == Did::Joined));
}

#[test]
fn of_a_web_page_no_word_is_lost_in_silence() {
    let page = draft(PAGE, Format::Html);
    // What a reader of the page sees, in its order.
    let mut seen = words(
        "Example Site Home News An interview on doors Jane Roe at a door What would you do first I would open the doors 1 let people in as everybody has asked \
         I would open the doors 1 The front door 2 The back door And then Then I would paint them one after the other in a colour that all agree on Door Colour Front Red \
         Share this page Contact us",
    );
    for remark in page.remarks.iter().filter(|remark| remark.at > 0 && is_out(remark.did, &remark.why)).rev() {
        let from = seen.len();
        let mut tail = std::mem::take(&mut seen);
        // The last of two printings is the one that was dropped.
        let out = words(&remark.words);
        let at = (0..from).rev().find(|at| tail[*at..].starts_with(&out)).unwrap();
        let mut end = tail.split_off(at);
        assert!(take_out(&mut end, &out));
        tail.extend(end);
        seen = tail;
    }
    assert_eq!(result(&page), seen);
}
