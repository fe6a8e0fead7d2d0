//! Takes records off the bytes, one at a time.

use super::ArtefactError;
use heldby_model::{Attribute, Breach, Catalogue, CompanyId, Group};
use serde::Deserialize;

/// The bytes that are still to be read.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    /// The next value.
    pub(super) fn next<T: Deserialize<'a>>(&mut self) -> Result<T, ArtefactError> {
        let (value, rest) = postcard::take_from_bytes(self.rest)
            .map_err(|_| ArtefactError::Damaged("a record cannot be read"))?;
        self.rest = rest;
        Ok(value)
    }

    /// A count, and that many records.
    pub(super) fn many<R: Deserialize<'a>, T>(
        &mut self,
        mut read: impl FnMut(R) -> Result<T, ArtefactError>,
    ) -> Result<Vec<T>, ArtefactError> {
        // The least a record takes: nobody's count is believed before the records are there.
        const LEAST: usize = 8;
        let count: usize = self.next()?;
        if count > self.rest.len() / LEAST {
            return Err(ArtefactError::Damaged("it promises more records than it has"));
        }
        let mut records = Vec::with_capacity(count);
        for _ in 0..count {
            records.push(read(self.next()?)?);
        }
        Ok(records)
    }

    /// Refuses bytes after the last record.
    pub(super) fn finish(&self) -> Result<(), ArtefactError> {
        if self.rest.is_empty() { Ok(()) } else { Err(ArtefactError::Damaged("something follows its end")) }
    }
}

/// Checks that ids are unique and that every id of a company leads to one.
pub(super) fn references(catalogue: &Catalogue) -> Result<(), ArtefactError> {
    let mut ids: Vec<_> = catalogue.breaches().iter().map(|breach| &breach.id).collect();
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(ArtefactError::Damaged("an id stands for two breaches"));
    }
    let exists = |id: &CompanyId| catalogue.company(id).is_some();
    let tag = |attribute: &Attribute| match attribute {
        Attribute::Brand(id) => exists(id),
        _ => true,
    };
    let company = catalogue.companies().iter().all(|company| {
        company.relations.iter().all(|relation| exists(&relation.company))
            && company.aliases.iter().all(|alias| alias.implies.iter().all(tag))
    });
    let breach = catalogue.breaches().iter().all(|breach| {
        exists(&breach.company)
            && breach.affected_brands.iter().all(exists)
            && breach.via.as_ref().and_then(|via| via.company.as_ref()).is_none_or(exists)
            && breach.not_affected.iter().filter_map(|cleared| cleared.company.as_ref()).all(exists)
            && breach.groups.iter().all(|group| group.attributes.iter().all(tag) && ends(breach, group))
    });
    if company && breach { Ok(()) } else { Err(ArtefactError::Damaged("an id leads nowhere")) }
}

/// Whether the way from a group to those around it leads out: whoever follows it would else go in circles for ever.
fn ends(breach: &Breach, group: &Group) -> bool {
    let mut outer = group.within.as_ref();
    for _ in 0..breach.groups.len() {
        let Some(id) = outer else { return true };
        let Some(next) = breach.group(id) else { return false };
        outer = next.within.as_ref();
    }
    outer.is_none()
}
