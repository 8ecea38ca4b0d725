// SPDX-License-Identifier: GPL-3.0-or-later
#define E error_here;
#define F E E E E E E E E E E
#define G F F F F F F F F F F
#define H G G G G G G G G G G
int main()
{
    H H H H
}
