// Merges four logs of known forms by time: what a machine can do when it is told everything.
// Usage: timeline_merge FOLDER [FROM TO], with FROM and TO as written out in the first column.

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

struct Line {
    long micros;
    const char* text;
    unsigned length, number;
    int file;
};

static const char* const kNames[] = {"access.log", "app.log", "events.jsonl", "syslog.log"};
static const char* const kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";

static int two(const char* p) { return (p[0] == ' ' ? 0 : p[0] - '0') * 10 + p[1] - '0'; }

static int four(const char* p) { return two(p) * 100 + two(p + 2); }

static int month(const char* p) {
    for (int m = 0; m < 12; ++m)
        if (!memcmp(kMonths + 3 * m, p, 3)) return m + 1;
    return 0;
}

static long days(int y, int m, int d) {
    y -= m <= 2;
    const long era = y / 400, yoe = y - era * 400, doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static long micros(int y, int mo, int d, const char* clock) {
    return ((days(y, mo, d) * 24 + two(clock)) * 60 + two(clock + 3)) * 60000000L + two(clock + 6) * 1000000L;
}

static long fraction(const char* p, int digits) {
    long value = 0;
    for (int n = 0; n < 6; ++n) value = value * 10 + (n < digits ? p[n] - '0' : 0);
    return value;
}

static long when(int file, const char* p, unsigned length) {
    if (file == 0) {
        p = static_cast<const char*>(memchr(p, '[', length)) + 1;
        const long offset = (two(p + 22) * 60 + two(p + 24)) * 60000000L * (p[21] == '-' ? 1 : -1);
        return micros(four(p + 7), month(p + 3), two(p), p + 12) + offset;
    }
    if (file == 1) return micros(four(p), two(p + 5), two(p + 8), p + 11) + fraction(p + 20, 3);
    if (file == 2) return micros(four(p + 14), two(p + 19), two(p + 22), p + 25) + fraction(p + 34, 6);
    return micros(2024, month(p), two(p + 4), p + 7);
}

static int written(char* out, long micros) {
    const time_t seconds = micros / 1000000;
    struct tm t;
    gmtime_r(&seconds, &t);
    return sprintf(out, "%04d-%02d-%02dT%02d:%02d:%02d.%06ldZ", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour,
                   t.tm_min, t.tm_sec, micros % 1000000);
}

int main(int count, char** words) {
    std::vector<Line> lines;
    for (int file = 0; file < 4; ++file) {
        const int handle = open((std::string(words[1]) + "/" + kNames[file]).c_str(), O_RDONLY);
        struct stat about;
        fstat(handle, &about);
        const char* at = static_cast<const char*>(mmap(nullptr, about.st_size, PROT_READ, MAP_PRIVATE, handle, 0));
        const char* end = at + about.st_size;
        for (unsigned number = 1; at < end; ++number) {
            const char* stop = static_cast<const char*>(memchr(at, '\n', end - at));
            const unsigned length = stop - at;
            lines.push_back({when(file, at, length), at, length, number, file});
            at = stop + 1;
        }
    }
    std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.micros < b.micros; });
    static char buffer[1 << 20];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    char head[96];
    for (const Line& line : lines) {
        const int size = written(head, line.micros);
        if (count > 3 && (strcmp(head, words[2]) < 0 || strcmp(head, words[3]) >= 0)) continue;
        fwrite(head, 1, size + sprintf(head + size, "\t%s:%u\t", kNames[line.file], line.number), stdout);
        fwrite(line.text, 1, line.length + 1, stdout);
    }
}
