//! Signals, memos and effects of every type, on Leptos' signals of one type.
//!
//! Leptos compiles its signals and memos anew for every type they hold. Here a value is boxed and there is one of each;
//! the page is a tenth smaller for it (decision 0009). What is read, tracked and notified is Leptos' own.

use std::any::Any;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::{LocalStorage, ReadUntracked, ReadValue, Track, Write, WriteValue};
use leptos::reactive;

pub use leptos::prelude::{expect_context, on_cleanup, provide_context, set_interval_with_handle, untrack};

type Boxed = Box<dyn Any + Send + Sync>;
type Cell = reactive::signal::RwSignal<Boxed>;
type Cached = reactive::computed::Memo<Boxed>;

/// A value that tells who reads it when it changes.
pub struct RwSignal<T> {
    cell: Cell,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// Holding a value, until the part of the page that is being made goes.
    pub fn new(value: T) -> Self {
        Self { cell: Cell::new(Box::new(value)), of: PhantomData }
    }

    /// Looks at the value; tracked.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        self.cell.track();
        self.with_untracked(look)
    }

    /// Looks at the value; not tracked.
    pub fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        self.try_with_untracked(look).unwrap_or_else(gone)
    }

    /// Looks at the value, if it is still there; not tracked.
    pub fn try_with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        peek(self.cell)?.downcast_ref().map(look)
    }

    /// The value; tracked.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// The value; not tracked.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// The value, if it is still there; not tracked.
    pub fn try_get_untracked(self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_untracked(T::clone)
    }

    /// Changes the value, if it is still there.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        let mut change = Some(change);
        alter(self.cell, &mut |value| {
            if let (Some(change), Some(value)) = (change.take(), value.downcast_mut()) {
                change(value);
            }
        });
    }

    /// Puts another value in its place, if it is still there.
    pub fn set(self, value: T) {
        replace(self.cell, Box::new(value));
    }
}

fn peek(cell: Cell) -> Option<<Cell as ReadUntracked>::Value> {
    cell.try_read_untracked()
}

fn alter(cell: Cell, change: &mut dyn FnMut(&mut Boxed)) {
    if let Some(mut value) = cell.try_write() {
        change(&mut value);
    }
}

fn replace(cell: Cell, new: Boxed) {
    if let Some(mut value) = cell.try_write() {
        *value = new;
    }
}

/// Only a view that outlives its signals could ask for one that is gone, and it is never run again.
fn gone<R>() -> R {
    wasm_bindgen::throw_str("a signal was read after its view was gone")
}

/// A value worked out of others, and only told about when it differs.
pub struct Memo<T> {
    cached: Cached,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// Worked out by a closure, again whenever a signal in it changes.
    pub fn new(work_out: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self { cached: cached(Box::new(move || Box::new(work_out())), differs::<T>), of: PhantomData }
    }

    /// One that never changes.
    pub fn fixed(value: T) -> Self
    where
        T: Clone,
    {
        Self::new(move || value.clone())
    }

    /// Looks at the value; tracked.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        self.cached.track();
        self.with_untracked(look)
    }

    /// Looks at the value; not tracked.
    pub fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        self.try_with_untracked(look).unwrap_or_else(gone)
    }

    /// Looks at the value, if it is still there; not tracked.
    pub fn try_with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        peek_cached(self.cached)?.downcast_ref().map(look)
    }

    /// The value; tracked.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// The value; not tracked.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }
}

/// What follows the value without needing it.
impl<T> RwSignal<T> {
    /// Runs again when it changes.
    pub fn track(self) {
        self.cell.track();
    }
}

/// What follows the value without needing it.
impl<T> Memo<T> {
    /// Runs again when it changes.
    pub fn track(self) {
        self.cached.track();
    }
}

fn cached(
    work_out: Box<dyn Fn() -> Boxed + Send + Sync>,
    differs: fn(Option<&Boxed>, Option<&Boxed>) -> bool,
) -> Cached {
    Cached::new_with_compare(move |_| work_out(), differs)
}

fn peek_cached(cached: Cached) -> Option<<Cached as ReadUntracked>::Value> {
    cached.try_read_untracked()
}

fn differs<T: PartialEq + 'static>(old: Option<&Boxed>, new: Option<&Boxed>) -> bool {
    match (old.and_then(|old| old.downcast_ref::<T>()), new.and_then(|new| new.downcast_ref::<T>())) {
        (Some(old), Some(new)) => old != new,
        _ => true,
    }
}

/// A value that nobody is told about. It may be of any type.
pub struct StoredValue<T> {
    cell: reactive::owner::StoredValue<Box<dyn Any>, LocalStorage>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for StoredValue<T> {}

impl<T: 'static> StoredValue<T> {
    /// Holding a value, until the part of the page that is being made goes.
    pub fn new(value: T) -> Self {
        Self { cell: reactive::owner::StoredValue::new_local(Box::new(value)), of: PhantomData }
    }

    /// Looks at the value.
    pub fn with_value<R>(self, look: impl FnOnce(&T) -> R) -> R {
        self.try_with_value(look).unwrap_or_else(gone)
    }

    /// Looks at the value, if it is still there.
    pub fn try_with_value<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        self.cell.try_read_value()?.downcast_ref().map(look)
    }

    /// The value.
    pub fn get_value(self) -> T
    where
        T: Clone,
    {
        self.with_value(T::clone)
    }

    /// The value, if it is still there.
    pub fn try_get_value(self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_value(T::clone)
    }

    /// Changes the value, if it is still there.
    pub fn update_value(self, change: impl FnOnce(&mut T)) {
        if let Some(mut value) = self.cell.try_write_value()
            && let Some(value) = value.downcast_mut()
        {
            change(value);
        }
    }

    /// Puts another value in its place, if it is still there.
    pub fn set_value(self, value: T) {
        self.update_value(|held| *held = value);
    }
}

/// Work that is done now and again whenever a signal in it changes; for what lies outside the signals.
pub fn effect(work: impl FnMut() + 'static) {
    let mut work: Box<dyn FnMut()> = Box::new(work);
    reactive::effect::Effect::new(move |_| work());
}

/// What a part of the page tells another: that it wants to be closed, that something failed.
#[derive(Clone, Copy)]
pub struct Callback(StoredValue<Rc<dyn Fn()>>);

impl Callback {
    /// Runs this.
    pub fn new(run: impl Fn() + 'static) -> Self {
        Self(StoredValue::new(Rc::new(run)))
    }

    /// Lets go of what it would run, and of everything that holds.
    pub fn clear(self) {
        self.0.set_value(Rc::new(|| ()));
    }

    /// Runs it, if the part of the page it belongs to is still there.
    pub fn run(self) {
        if let Some(run) = self.0.try_get_value() {
            run();
        }
    }
}
