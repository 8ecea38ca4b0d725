// SPDX-License-Identifier: GPL-3.0-or-later
-fplugin=./plugin.so -o /tmp/elsewhere main.c -include /tmp/canary.h
