// Walks up from each pair of chambers until the ways meet.
#include <algorithm>
#include <cstdio>
#include <vector>

int main() {
    int k;
    if (scanf("%d", &k) != 1) return 1;
    std::vector<int> parent(2), depth(2);
    while (k--) {
        int start, length;
        if (scanf("%d %d", &start, &length) != 2) return 1;
        while (length--) {
            parent.push_back(start);
            depth.push_back(depth[start] + 1);
            start = (int)parent.size() - 1;
        }
    }
    int best = 0;
    for (int a = 1; a < (int)parent.size(); a++)
        for (int b = 1; b < a; b++) {
            int u = a, v = b, holes = 0;
            while (u != v) {
                if (depth[u] < depth[v]) std::swap(u, v);
                u = parent[u];
                holes++;
            }
            best = std::max(best, holes);
        }
    printf("%d\n", best);
}
