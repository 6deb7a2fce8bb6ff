//! Zones by name, in every spelling; mines by id, name and number.

use crate::{answer, ask, column};

#[test]
fn one_zone_has_many_spellings() {
    let mut compared = 0;
    for (spellings, count) in [
        (
            &[
                "喀什地区",
                "喀什",
                "Kashgar",
                "kashgar",
                "KASHGAR prefecture",
                "kashi",
                "Kāshí",
                "kashidiqu",
                "Ｋａｓｈｇａｒ",
                "653100",
                "prefecture:Kashgar",
                "地州：喀什",
            ][..],
            4,
        ),
        (&["克孜勒苏柯尔克孜自治州", "克孜勒苏", "Kezhou", "kezilesu", "克州", "prefectures:kezhou"][..], 267),
        (&["belt:Altay", "阿尔泰成矿带", "阿尔泰", "XJ-B1", "aertai"][..], 0),
        (&["Tomur Peak", "tomur-peak", "托木尔峰国家级自然保护区", "托木尔峰", "redline:Tomur Peak"][..], 0),
    ] {
        let numbers: Vec<_> = spellings
            .iter()
            .map(|name| {
                let object = answer(&["layers/xinjiang", "--zone", name, "--select", "mine"]);
                compared += 1;
                column(&object, "mine")
            })
            .collect();
        assert!(numbers.iter().all(|found| *found == numbers[0]), "{spellings:?}");
        assert!(count == 0 || numbers[0].len() == count, "{spellings:?}: {}", numbers[0].len());
    }
    println!("{compared} spellings");
    assert_eq!(compared, 28);
}

#[test]
fn a_name_that_is_not_known_or_not_clear_is_an_error_that_helps() {
    for (name, said) in [
        ("Kashgr", "prefecture:Kashgar (喀什地区)"),
        ("喀拉什地区", "prefecture:Kashgar"),
        ("Altay", "belt:Altay (阿尔泰成矿带)"),
        ("belt:Tianshn", "belt:Tianshan"),
        ("Zzzzzzzz", "the zones are"),
        ("", "the zones are"),
    ] {
        let (code, out, err) = ask(&["layers/xinjiang", "--zone", name]);
        assert_eq!((code, out.as_str()), (2, ""), "{name}");
        assert!(err.contains(said), "{name}: {err}");
    }
    // Places of one kind add up, of two kinds restrict each other.
    let both = answer(&["layers/xinjiang", "--zone", "Kashgar", "--zone", "Kezhou", "--select", "mine"]);
    assert_eq!(column(&both, "mine").len(), 271);
    let boxed =
        answer(&["layers/xinjiang", "--zone", "Kashgar", "--bbox", "75,36,78,40", "--select", "mine, lon, prefecture"]);
    assert!(!column(&boxed, "mine").is_empty() && column(&boxed, "prefecture").iter().all(|name| name == "Kashgar"));
}

#[test]
fn other_characters_of_the_same_sound_are_another_name() {
    for wrong in ["喀什地趣", "卡什"] {
        let (code, out, err) = ask(&["layers/xinjiang", "--zone", wrong]);
        assert!(code == 2 && out.is_empty(), "{wrong}: {out}");
        assert!(err.contains(&format!("no zone \"{wrong}\"")) && err.contains("喀什地区"), "{wrong}: {err}");
    }
}

#[test]
fn mines_are_named_as_in_explain() {
    for name in ["XJ-D001", "阿舍勒铜锌矿", "Ashele copper-zinc deposit", "#259"] {
        let object = answer(&["layers/xinjiang", "--mine", name]);
        assert_eq!(object["rows"].as_array().unwrap().len(), 1, "{name}");
        if name != "#259" {
            assert_eq!(object["rows"][0]["id"], "XJ-D001");
            let kinds: Vec<_> =
                object["zones"]["rows"].as_array().unwrap().iter().map(|row| row["kind"].clone()).collect();
            assert_eq!(kinds, ["prefecture", "belt", "function"]);
            assert_eq!(object["zones"]["rows"][0]["place"], "inside");
        }
    }
    let (code, _, err) = ask(&["layers/xinjiang", "--mine", "XJ-D9"]);
    assert!(code == 2 && err.contains("XJ-D009"), "{err}");
    let (code, table, _) = ask(&["layers/xinjiang", "--mine", "XJ-D001"]);
    assert!(code == 0 && table.contains("verdict") && table.contains("prefecture  Altay"), "{table}");
}
