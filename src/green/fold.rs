//! Names in one form of writing, whatever they say.

use unicode_normalization::UnicodeNormalization;

/// NFKC, without signs that nobody sees and without blanks around: full-width letters, digits and brackets become the
/// usual ones, Ⅱ becomes II, and the Kangxi radicals that text copied from a PDF has become characters. Two texts that are
/// the same then are the same text.
pub(crate) fn fold(text: &str) -> String {
    let seen = |sign: &char| !matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}');
    text.nfkc().filter(seen).collect::<String>().trim().to_owned()
}

/// Traditional characters that are common in names of mines and companies, each before its simplified one. Those that
/// have more than one simplified form or are common in simplified text themselves are not here.
const SIMPLIFIED: &str = "礦矿鑛矿鐵铁銅铜鉛铅鋅锌錳锰鎳镍鋰锂鉬钼鎢钨鉻铬釩钒鋁铝錫锡銻锑鈾铀銀银鈦钛鈷钴鉀钾鈉钠鹽盐\
    縣县區区號号業业責责團团電电華华國国東东灣湾溝沟嶺岭溫温爾尔達达馬马龍龙魯鲁羅罗藍蓝蘭兰長长門门陽阳陰阴陝陕遼辽寧宁慶庆\
    廣广漢汉濟济豐丰興兴榮荣資资開开發发採采場场廠厂煉炼鋼钢巖岩盤盘壩坝島岛橋桥莊庄頭头頂顶麗丽寶宝質质實实驗验\
    準准盧卢薩萨紅红綠绿瑪玛納纳強强揚扬運运輸输設设備备熱热氣气風风飛飞鳥鸟魚鱼義义禮礼眾众億亿萬万樹树總总";

/// The simplified character, where it is one of few that are known.
pub(crate) fn simplified(sign: char) -> char {
    // All of them lie in the block of unified ideographs.
    if !('\u{4e00}'..='\u{9fff}').contains(&sign) {
        return sign;
    }
    let mut pairs = SIMPLIFIED.chars();
    while let (Some(traditional), Some(simple)) = (pairs.next(), pairs.next()) {
        if traditional == sign {
            return simple;
        }
    }
    sign
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{SIMPLIFIED, fold, simplified};

    #[test]
    fn widths_radicals_and_signs_that_nobody_sees_go() {
        for (text, folded) in [
            ("　Ａ１（露天）矿 ", "A1(露天)矿"),
            ("Ⅱ号①矿", "II号1矿"),
            ("\u{feff}⾦\u{200b}矿", "金矿"),
            ("u\u{308}ru\u{308}", "ürü"),
            ("\u{3000}", ""),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn each_traditional_character_has_one_simplified_that_stays() {
        let signs: Vec<char> = SIMPLIFIED.chars().collect();
        assert_eq!(signs.len() % 2, 0);
        let pairs: BTreeMap<char, char> = signs.chunks(2).map(|pair| (pair[0], pair[1])).collect();
        assert_eq!(pairs.len(), signs.len() / 2, "one stands twice");
        for (traditional, simple) in pairs {
            assert_ne!(traditional, simple);
            assert_eq!((simplified(traditional), simplified(simple)), (simple, simple));
        }
    }
}
