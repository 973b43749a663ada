"""Pictures of every state for people to look at, in both themes and two widths. Nothing is compared."""

import os
import re

from playwright.sync_api import expect


def file_name(name):
    name = re.sub(r'(cp|ds|mc|tk|pj|dr)_\w+', r'\1', name).strip('/')
    return re.sub(r'[/?&= ]', '-', name) or 'root'


class Album:
    """The pictures of one walk through the states of some pages."""

    WIDE = {'width': 1440, 'height': 900}
    NARROW = {'width': 900, 'height': 900}

    def __init__(self, page, world):
        self.page = page
        self.folder = world.pictures
        self.names = {}
        os.makedirs(self.folder, exist_ok=True)

    def take(self, name, scheme, suffix=''):
        """Two states of one name get numbers."""
        base = file_name(name)
        times = self.names[base, scheme, suffix] = self.names.get((base, scheme, suffix), 0) + 1
        number = f'-{times}' if times > 1 else ''
        # What measures itself draws in the first frame of a new size or theme and is shown in the next.
        self.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
        self.page.screenshot(path=os.path.join(self.folder, f'{base}{number}-{scheme}{suffix}.png'))

    def take_narrow(self, name, act):
        """The narrow pictures; the theme is dark when they begin."""
        self.page.set_viewport_size(self.NARROW)
        if self.page.locator('.menu').count():
            # A menu keeps the place that it was opened at.
            act()
        for scheme in ('dark', 'light'):
            self.page.emulate_media(color_scheme=scheme, reduced_motion='reduce')
            expect(self.page.locator('html')).to_have_attribute('data-theme', scheme)
            self.take(name, scheme, '-900')
