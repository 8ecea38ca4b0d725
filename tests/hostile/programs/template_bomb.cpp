// SPDX-License-Identifier: GPL-3.0-or-later
template<int N, int M>
struct Tree
{
    static constexpr unsigned long value = Tree<N - 1, 2 * M>::value + Tree<N - 1, 2 * M + 1>::value;
};
template<int M>
struct Tree<0, M>
{
    static constexpr unsigned long value = M;
};
int main()
{
    return static_cast<int>(Tree<25, 1>::value);
}
