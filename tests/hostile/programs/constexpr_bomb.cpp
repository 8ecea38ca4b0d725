// SPDX-License-Identifier: GPL-3.0-or-later
constexpr unsigned long spin(unsigned long n)
{
    unsigned long sum = 0;
    for (unsigned long i = 0; i < n; ++i)
        sum += i ^ (sum << 1);
    return sum;
}
constexpr unsigned long kA = spin(1UL << 17) + spin(1UL << 17) + spin(1UL << 40);
int main()
{
    return static_cast<int>(kA);
}
