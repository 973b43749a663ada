"""Pictures of every page for people to look at, in both themes and two widths. Nothing is compared."""

import os
import re

from access import settled, states
from flows import REFUSED

SIZES = {'': {'width': 1440, 'height': 900}, '-900': {'width': 900, 'height': 900}}


def file_name(name):
    name = re.sub(r'(cp|ds|mc|tk|pj|dr)_\w+', r'\1', name).strip('/')
    return re.sub(r'[/?&= ]', '-', name) or 'root'


def drawn(page):
    """The new size has reached the screen: what measures itself draws in the first frame and is shown in the next."""
    page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')


def test_pictures_of_every_page(page, world):
    page.expected = [REFUSED]
    take(page, world, states)


def take(page, world, states_of):
    """Pictures of what `states_of(page, world)` opens, as names and steps."""
    os.makedirs(world.pictures, exist_ok=True)
    for scheme in ('light', 'dark'):
        page.emulate_media(color_scheme=scheme, reduced_motion='reduce')
        taken = {}
        for name, act in states_of(page, world):
            base = file_name(name)
            taken[base] = taken.get(base, 0) + 1
            number = f'-{taken[base]}' if taken[base] > 1 else ''
            page.set_viewport_size(SIZES[''])
            act()
            settled(page)
            for suffix, size in SIZES.items():
                page.set_viewport_size(size)
                if size != SIZES[''] and page.locator('.menu').count():
                    # A menu keeps the place it was opened at.
                    act()
                drawn(page)
                settled(page)
                page.screenshot(path=os.path.join(world.pictures, f'{base}{number}-{scheme}{suffix}.png'))
