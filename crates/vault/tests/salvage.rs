//! What is saved of a damaged vault: all that lies on good pages, and nothing is made up.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod support;

use heldby_model::BreachId;
use heldby_vault::{
    BackupKind, Error, Keep, Lost, Opener, PersonId, PrivateBreach, Salvaged, Vault, belongs_to_the_file,
    salvage,
};
use std::fs;
use support::{Folder, at, full_answer, full_holding, key};

const PAGE: usize = 4096;
/// The person whom every vault begins with.
const DEFAULT: PersonId = PersonId(1);

fn save(folder: &Folder) -> Result<Salvaged, Error> {
    salvage(&folder.vault(), &folder.vault(), Opener::Key(&key(1)), at(1_795_348_800))
}

fn pages(folder: &Folder) -> usize {
    fs::read(folder.vault()).unwrap().len() / PAGE
}

fn bend(folder: &Folder, page: usize) {
    let mut bytes = fs::read(folder.vault()).unwrap();
    bytes[page * PAGE + 1000] ^= 1;
    fs::write(folder.vault(), bytes).unwrap();
}

/// Every row that was saved is one that was there, to the last field, except for parts that are told as lost.
fn check_truth(salvaged: &Salvaged, before: &Vault, saved: &Vault) {
    let lost = |part: &str| salvaged.parts.iter().find(|p| p.part == part).unwrap().lost;
    let originals = before.holdings().unwrap();
    let rows = saved.holdings().unwrap();
    for row in &rows {
        let original = originals.iter().find(|o| o.id == row.id).unwrap();
        let mut row = row.clone();
        if lost("periods") != Lost::Nothing && row.details.periods.is_empty() {
            row.details.periods.clone_from(&original.details.periods);
        }
        if lost("identifiers") != Lost::Nothing && row.details.identifiers.is_empty() {
            row.details.identifiers.clone_from(&original.details.identifiers);
        }
        if lost("answers") != Lost::Nothing && row.answers.is_empty() {
            row.answers.clone_from(&original.answers);
        }
        assert_eq!(row, *original);
    }
    match lost("holdings") {
        Lost::Nothing => assert_eq!(rows.len(), originals.len()),
        Lost::Rows(n) => assert_eq!(rows.len() + usize::try_from(n).unwrap(), originals.len()),
        Lost::Some => assert!(rows.len() < originals.len()),
        Lost::WithHoldings => panic!("holdings belong to nothing"),
    }
    for part in ["periods", "identifiers", "answers"] {
        // What belonged to lost holdings is lost with them, and not told as whole.
        let told = lost("holdings") == Lost::Nothing || lost(part) != Lost::Nothing;
        assert!(told, "{part}: {:?}", salvaged.parts);
    }
    assert!(matches!(lost("layers"), Lost::Nothing | Lost::Some), "none was there: {:?}", salvaged.parts);
    saved.check().unwrap();
}

#[test]
fn one_damaged_page_costs_what_is_on_it() {
    let whole = Folder::with_vault(60);
    let before = Vault::open_with_key(&whole.vault(), key(1)).unwrap();
    let (mut lost_something, mut without_tables) = (0, 0);
    for page in 1..pages(&whole) {
        let folder = Folder::new();
        fs::copy(whole.vault(), folder.vault()).unwrap();
        bend(&folder, page);
        let damaged = fs::read(folder.vault()).unwrap();
        let error = Vault::open_with_key(&folder.vault(), key(1)).and_then(|v| v.check()).unwrap_err();
        assert!(matches!(error, Error::Damaged), "page {page}: {error:?}");

        let salvaged = match save(&folder) {
            Ok(salvaged) => salvaged,
            Err(error) => {
                assert!(matches!(error, Error::Damaged), "page {page}: {error:?}");
                assert_eq!(folder.names(), ["private.heldby"]);
                without_tables += 1;
                continue;
            }
        };
        assert_eq!((salvaged.damaged_pages, salvaged.pages), (1, pages(&whole) as u64));
        assert_eq!(fs::read(folder.vault()).unwrap(), damaged, "the damaged file is only read");
        let saved = Vault::open_with_key(&salvaged.path, key(1)).unwrap();
        check_truth(&salvaged, &before, &saved);
        lost_something += usize::from(!salvaged.complete());
        drop(saved);
        assert_eq!(folder.names().len(), 2, "{:?}", folder.names());
    }
    assert!(lost_something > 2, "{lost_something}");
    assert!(without_tables <= 2, "the list of tables takes two pages after the first: {without_tables}");
}

#[test]
fn a_file_that_was_cut_off_gives_what_is_left() {
    let whole = Folder::with_vault(240);
    let before = Vault::open_with_key(&whole.vault(), key(1)).unwrap();
    let bytes = fs::read(whole.vault()).unwrap();
    let all = pages(&whole);
    for (kept, more) in [(all / 2, 0), (all / 2, 17), (all - 1, 0), (all - 1, PAGE - 1)] {
        let folder = Folder::new();
        fs::write(folder.vault(), &bytes[..kept * PAGE + more]).unwrap();
        let salvaged = save(&folder).unwrap();
        // What is not there is damaged: nobody is to read that all of it is whole.
        assert_eq!((salvaged.pages, salvaged.damaged_pages), (all as u64, (all - kept) as u64));
        let saved = Vault::open_with_key(&salvaged.path, key(1)).unwrap();
        check_truth(&salvaged, &before, &saved);
        assert!(!salvaged.complete());
    }
    // The list of tables goes on after the pages of the first tables.
    let folder = Folder::new();
    fs::write(folder.vault(), &bytes[..4 * PAGE]).unwrap();
    assert!(matches!(save(&folder), Err(Error::Damaged)));
    assert_eq!(folder.names(), ["private.heldby"]);
}

#[test]
fn a_good_vault_is_saved_whole() {
    let folder = Folder::with_vault(40);
    let mut vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
    vault.add_person("Ada").unwrap();
    vault.set_setting("theme", Some("dark")).unwrap();
    vault.set_hibp_list("list.json", &[3; 20_000], at(5)).unwrap();
    let before = (vault.contents().unwrap(), vault.layers().unwrap());
    vault.close().unwrap();
    let salvaged = save(&folder).unwrap();
    assert!(salvaged.complete() && salvaged.damaged_pages == 0, "{:?}", salvaged.parts);
    let saved = Vault::open_with_key(&salvaged.path, key(1)).unwrap();
    let mut contents = saved.contents().unwrap();
    // What belongs to the new file: since when its copies are thinned out.
    contents.settings.retain(|(key, _)| !belongs_to_the_file(key));
    assert!((contents, saved.layers().unwrap()) == before);
}

#[test]
fn without_its_first_page_or_its_key_nothing_can_be_saved() {
    let folder = Folder::with_vault(5);
    let error = salvage(&folder.vault(), &folder.vault(), Opener::Key(&key(2)), at(1)).unwrap_err();
    assert!(matches!(error, Error::WrongPassphrase), "{error:?}");
    bend(&folder, 0);
    let error = save(&folder).unwrap_err();
    assert!(matches!(error, Error::WrongPassphrase), "{error:?}");
    assert_eq!(folder.names(), ["private.heldby"]);
}

/// What was saved may be less than what a copy holds, so going on with it takes no such copy away.
#[test]
fn copies_from_before_stay_whatever_comes_after() {
    let folder = Folder::with_vault(20);
    let copies = folder.path().join("private.heldby.backups");
    let mut vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
    let whole = vault.back_up(&copies, BackupKind::Automatic, at(1_795_348_000)).unwrap();
    vault.close().unwrap();
    bend(&folder, pages(&folder) - 1);
    let saved = save(&folder).unwrap().path;
    fs::rename(saved, folder.vault()).unwrap();
    let mut vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
    let keep = Keep { latest: 1, daily: 1, weekly: 0, monthly: 0 };
    let mut made = Vec::new();
    for minute in 1..8 {
        let newest = vault.back_up(&copies, BackupKind::Automatic, at(1_795_348_800 + minute * 60)).unwrap();
        vault.thin_out_backups(&copies, &keep, &newest).unwrap();
        made.push(newest.path);
    }
    let left: Vec<_> = vault.backups(&copies).unwrap().into_iter().map(|copy| copy.path).collect();
    assert_eq!(left, [made.pop().unwrap(), whole.path], "the newest one, and the one from before");
}

/// A copy is all that is left where the vault is gone, and what is saved of it goes where the vault was.
#[test]
fn a_damaged_copy_is_saved_beside_the_vault() {
    let folder = Folder::with_vault(20);
    let copies = folder.path().join("private.heldby.backups");
    let mut vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
    let copy = vault.back_up(&copies, BackupKind::Automatic, at(1_795_348_000)).unwrap().path;
    vault.close().unwrap();
    fs::remove_file(folder.vault()).unwrap();
    let mut bytes = fs::read(&copy).unwrap();
    let last = bytes.len() - 1000;
    bytes[last] ^= 1;
    fs::write(&copy, &bytes).unwrap();
    let saved = salvage(&copy, &folder.vault(), Opener::Key(&key(1)), at(1_795_348_800)).unwrap();
    assert_eq!((saved.damaged_pages, saved.path.parent()), (1, folder.vault().parent()));
    assert_eq!(fs::read(&copy).unwrap(), bytes, "it was only read");
    assert_eq!(fs::read_dir(&copies).unwrap().count(), 1);
    Vault::open_with_key(&saved.path, key(1)).unwrap().check().unwrap();
}

/// A row that ends on a damaged page is not there: SQLCipher gives zeros for it, and nothing asks for more.
#[test]
fn what_ends_on_a_damaged_page_is_not_filled_with_nothing() {
    let whole = Folder::with_vault(3);
    let mut vault = Vault::open_with_key(&whole.vault(), key(1)).unwrap();
    let mut long = full_holding(DEFAULT, "Long");
    long.note = "n".repeat(9000);
    vault.add_holding(&long, at(5)).unwrap();
    vault.close().unwrap();
    let before = Vault::open_with_key(&whole.vault(), key(1)).unwrap();
    let all = fs::read(whole.vault()).unwrap();
    let count = all.len() / PAGE;
    let mut lost = 0;
    for page in 1..count {
        for damage in ["flipped", "zeroed", "cut"] {
            let folder = Folder::new();
            let mut bytes = all.clone();
            match damage {
                "flipped" => bytes[page * PAGE + 2000] ^= 1,
                "zeroed" => bytes[page * PAGE..(page + 1) * PAGE].fill(0),
                _ => bytes.truncate(page * PAGE),
            }
            fs::write(folder.vault(), bytes).unwrap();
            let Ok(salvaged) = save(&folder) else { continue };
            let missing = if damage == "cut" { count - page } else { 1 };
            assert_eq!(salvaged.damaged_pages, missing as u64, "{damage} {page}");
            let saved = Vault::open_with_key(&salvaged.path, key(1)).unwrap();
            check_truth(&salvaged, &before, &saved);
            lost += usize::from(saved.holdings().unwrap().iter().all(|h| h.details.name != "Long"));
        }
    }
    assert!(lost > 5, "the long one lies on several pages: {lost}");
}

/// A page of an older time is authentic. Nothing tells what is missing, so it is not said that nothing is.
#[test]
fn a_page_of_an_older_time_is_told() {
    let folder = Folder::with_vault(3);
    let before = fs::read(folder.vault()).unwrap();
    let mut vault = Vault::open_with_key(&folder.vault(), key(1)).unwrap();
    for n in 0..40 {
        vault.add_holding(&full_holding(DEFAULT, &format!("Later {n}")), at(5)).unwrap();
    }
    vault.close().unwrap();
    let after = fs::read(folder.vault()).unwrap();
    let mut told = 0;
    for page in 1..before.len() / PAGE {
        let place = page * PAGE..(page + 1) * PAGE;
        let other = Folder::new();
        let mut mixed = after.clone();
        mixed[place.clone()].copy_from_slice(&before[place]);
        fs::write(other.vault(), &mixed).unwrap();
        let refused = Vault::open_with_key(&other.vault(), key(1)).and_then(|vault| vault.check()).is_err();
        if let Ok(salvaged) = save(&other)
            && refused
        {
            assert!(!salvaged.complete(), "page {page}");
            assert!(salvaged.damaged_pages > 0 || !salvaged.of_one_time);
            told += 1;
        }
    }
    assert!(told > 0);
}

/// Its number may be given again in the new vault.
#[test]
fn answers_about_a_breach_that_is_lost_are_lost_with_it() {
    let whole = Folder::with_vault(1);
    let mut vault = Vault::open_with_key(&whole.vault(), key(1)).unwrap();
    let holding = vault.holdings().unwrap()[0].id;
    let breach = PrivateBreach {
        company: None,
        company_name: "Club".into(),
        title: "Members' list".into(),
        occurred_from: None,
        occurred_to: None,
        disclosed: None,
        classes: Vec::new(),
        note: "n".repeat(3_000),
    };
    for _ in 0..4 {
        let number = vault.add_private_breach(&breach, at(1)).unwrap();
        let about = BreachId::new(&format!("private:{number}")).unwrap();
        vault.set_answer(holding, &about, &full_answer().1, at(2)).unwrap();
    }
    vault.close().unwrap();
    let mut breaches_lost = 0;
    for page in 1..pages(&whole) {
        let folder = Folder::new();
        fs::copy(whole.vault(), folder.vault()).unwrap();
        bend(&folder, page);
        let Ok(salvaged) = save(&folder) else { continue };
        let saved = Vault::open_with_key(&salvaged.path, key(1)).unwrap();
        let numbers: Vec<i64> = saved.private_breaches().unwrap().iter().map(|b| b.id).collect();
        let answers: Vec<i64> =
            saved.holdings().unwrap().iter().flat_map(|h| h.answers.keys()).filter_map(own).collect();
        let lost = |part: &str| salvaged.parts.iter().find(|p| p.part == part).unwrap().lost;
        assert!(
            answers.iter().all(|number| numbers.contains(number)),
            "page {page}: {answers:?}, {numbers:?}"
        );
        if numbers.len() < 4 {
            let told = lost("breaches") != Lost::Nothing && lost("answers") != Lost::Nothing;
            assert!(told, "page {page}: {:?}", salvaged.parts);
            breaches_lost += 1;
        }
    }
    assert!(breaches_lost > 1, "{breaches_lost}");
}

fn own(breach: &BreachId) -> Option<i64> {
    breach.as_str().strip_prefix("private:").map(|number| number.parse().unwrap())
}
