//! Name normalisation (filled in next).
