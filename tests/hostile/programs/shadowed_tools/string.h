// SPDX-License-Identifier: GPL-3.0-or-later
#error this is not the string.h that was meant
