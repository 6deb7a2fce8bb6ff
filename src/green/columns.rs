//! Columns of a list, by their names.

use super::fault::GreenFaultKind;
use super::name::plain;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Name,
    Level,
    Year,
    Status,
    Prefecture,
    County,
    Confirmed,
}

/// The names of each role, without blanks, punctuation and case. Where a list has several of one role, the first of these
/// counts and the others are kept.
const NAMES: [(Role, &[&str]); 7] = [
    (
        Role::Name,
        &[
            "矿山名称",
            "绿色矿山名称",
            "矿山",
            "名称",
            "名录",
            "minename",
            "name",
            "单位名称",
            "矿山单位名称",
            "企业名称",
            "矿山企业名称",
        ],
    ),
    (Role::Level, &["级别", "绿色矿山级别", "名录级别", "等级", "层级", "level"]),
    (
        Role::Year,
        &[
            "年度",
            "年份",
            "列入年度",
            "入库年度",
            "纳入年度",
            "公布年度",
            "名录年度",
            "入选年度",
            "列入年份",
            "入选年份",
            "年",
            "listyear",
            "year",
            "批次",
        ],
    ),
    (Role::Status, &["状态", "名录状态", "变动", "变动情况", "变化", "status"]),
    (
        Role::Prefecture,
        &[
            "地州",
            "地州市",
            "市州",
            "所在地州",
            "所在地州市",
            "州市",
            "地市",
            "市",
            "州",
            "所在地",
            "所在市",
            "prefecture",
            "city",
        ],
    ),
    (Role::County, &["县", "县市", "县区", "县市区", "所在县", "所在县市", "区县", "county"]),
    (Role::Confirmed, &["确认编号", "确认矿山编号", "confirmed", "confirmedid", "mineid"]),
];

/// Where each role stands, by position from 0, and the names of all columns.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) headers: Vec<String>,
    roles: Vec<Option<Role>>,
}

impl Columns {
    /// The columns of a header; none where no column holds names.
    ///
    /// # Errors
    /// Two columns of one name that is needed: the name, and that both have it.
    pub(super) fn find(row: &[String]) -> Result<Option<Self>, (String, GreenFaultKind)> {
        let keys: Vec<String> = row.iter().map(|cell| plain(cell).into_iter().collect()).collect();
        let mut roles = vec![None; row.len()];
        for (role, names) in NAMES {
            for name in names {
                let mut found = (0..keys.len()).filter(|at| keys[*at] == *name);
                let Some(first) = found.next() else { continue };
                if let Some(other) = found.next() {
                    return Err((row[first].clone(), GreenFaultKind::TwoColumns(row[other].clone())));
                }
                roles[first] = Some(role);
                break;
            }
        }
        let columns = Self { headers: row.iter().map(|cell| cell.trim().to_owned()).collect(), roles };
        Ok(columns.has(Role::Name).then_some(columns))
    }

    pub(super) fn has(&self, role: Role) -> bool {
        self.roles.contains(&Some(role))
    }

    /// The name of the column of a role.
    pub(super) fn header(&self, role: Role) -> Option<String> {
        let at = self.roles.iter().position(|known| *known == Some(role))?;
        self.headers.get(at).cloned()
    }

    /// The cell of a role, without blanks around it; none where it is empty or `/` or `-`, as tables have it.
    pub(super) fn cell<'r>(&self, role: Role, row: &'r [String]) -> Option<&'r str> {
        let at = self.roles.iter().position(|known| *known == Some(role))?;
        row.get(at).map(|cell| cell.trim()).filter(|cell| !matches!(*cell, "" | "/" | "-" | "—" | "——"))
    }

    /// Filled cells without a role, with the names of their columns.
    pub(super) fn others(&self, row: &[String]) -> Vec<(String, String)> {
        let is_other = |at: usize| self.roles.get(at).is_none_or(Option::is_none);
        let name = |at: usize| match self.headers.get(at) {
            Some(header) if !header.is_empty() => header.clone(),
            _ => format!("column {}", at + 1),
        };
        let cells = row.iter().enumerate().filter(|(at, cell)| is_other(*at) && !cell.trim().is_empty());
        cells.map(|(at, cell)| (name(at), cell.trim().to_owned())).collect()
    }
}
