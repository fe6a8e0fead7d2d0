//! The Secret Service of the desktop (GNOME Keyring, KWallet, KeePassXC), over the session bus.
//!
//! The store of `keyring-core` makes the service ask for a password where something is locked, and waits. So each use
//! first looks over a connection of its own, which asks for nothing.

use crate::{LIMIT, Result, Trouble};
use keyring_core::Entry;
use keyring_core::api::CredentialStoreApi;
use std::collections::HashMap;
use std::io::ErrorKind;
use zbus::address::Transport;
use zbus::blocking::{Connection, connection::Builder};
use zbus::zvariant::{DynamicDeserialize, DynamicType, OwnedObjectPath, OwnedValue};
use zbus_secret_service_keyring_store::Store;

const BUS_NAME: &str = "org.freedesktop.secrets";
const SERVICE_PATH: &str = "/org/freedesktop/secrets";
const SERVICE_INTERFACE: &str = "org.freedesktop.Secret.Service";
const COLLECTION_INTERFACE: &str = "org.freedesktop.Secret.Collection";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// What the window of a keyring program shows.
const LABEL: &str = "Heldby: key of a vault";

/// Entries in memory only; a service without a lasting collection offers this one.
const FLEETING: &str = "/org/freedesktop/secrets/collection/session";

/// Whether an entry can be stored without asking anybody.
pub fn ready() -> Result<()> {
    let bus = connect()?;
    let collection: OwnedObjectPath =
        call(&bus, SERVICE_PATH, SERVICE_INTERFACE, "ReadAlias", &("default",))?;
    if matches!(collection.as_str(), "/" | FLEETING) {
        return Err(Trouble::NoService);
    }
    let locked: OwnedValue =
        call(&bus, collection.as_str(), PROPERTIES, "Get", &(COLLECTION_INTERFACE, "Locked"))?;
    if bool::try_from(locked).map_err(|_| Trouble::NoService)? { Err(Trouble::Locked) } else { Ok(()) }
}

/// Whether there is an entry and it is not locked.
pub fn look(service: &str, name: &str) -> Result<()> {
    let bus = connect()?;
    // The attributes under which the store keeps its entries.
    let attributes = HashMap::from([("service", service), ("username", name)]);
    let (open, locked): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) =
        call(&bus, SERVICE_PATH, SERVICE_INTERFACE, "SearchItems", &(attributes,))?;
    if !locked.is_empty() {
        Err(Trouble::Locked)
    } else if open.is_empty() {
        // A locked collection may hide its entries altogether.
        ready()?;
        Err(Trouble::NoEntry)
    } else {
        Ok(())
    }
}

/// The entry of a name, which need not be there.
pub fn entry(service: &str, name: &str) -> keyring_core::Result<Entry> {
    Store::new()?.build(service, name, Some(&HashMap::from([("label", LABEL)])))
}

/// The session bus, if it is on this machine.
fn connect() -> Result<Connection> {
    let address = zbus::Address::session().map_err(|_| Trouble::NoService)?;
    if !is_local(&address) {
        return Err(Trouble::NoService);
    }
    let builder = Builder::address(address).map_err(|_| Trouble::NoService)?;
    builder.method_timeout(LIMIT).build().map_err(|_| Trouble::NoService)
}

/// A bus can be reached over TCP, and an address can start a program. Neither is for us.
fn is_local(address: &zbus::Address) -> bool {
    matches!(address.transport(), Transport::Unix(_))
}

fn call<T>(
    bus: &Connection,
    path: &str,
    interface: &str,
    method: &str,
    body: &(impl serde::Serialize + DynamicType),
) -> Result<T>
where
    T: for<'a> DynamicDeserialize<'a>,
{
    let answer = bus.call_method(Some(BUS_NAME), path, Some(interface), method, body).map_err(trouble)?;
    answer.body().deserialize().map_err(|_| Trouble::NoService)
}

fn trouble(error: zbus::Error) -> Trouble {
    match error {
        zbus::Error::InputOutput(e) if e.kind() == ErrorKind::TimedOut => Trouble::TooSlow,
        zbus::Error::MethodError(name, ..) if name.as_str() == "org.freedesktop.Secret.Error.IsLocked" => {
            Trouble::Locked
        }
        // Nobody has the name and nobody can be started to take it, or who has it speaks something else.
        _ => Trouble::NoService,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bus_on_this_machine_is_spoken_to() {
        let local = |address: &str| is_local(&address.parse().unwrap());
        assert!(local("unix:path=/run/user/1000/bus"));
        assert!(local("unix:abstract=/tmp/dbus-x"));
        for elsewhere in ["tcp:host=192.0.2.1,port=4000", "nonce-tcp:host=localhost,port=1,noncefile=/tmp/n"]
        {
            assert!(!local(elsewhere), "{elsewhere}");
        }
    }
}
