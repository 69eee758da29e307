package dev.sapor.model.io;

import dev.sapor.model.Calendar;
import java.io.IOException;

/** The days of a model: {@code i64 units of time in a day, u32 days}, then the number of each. */
final class CalendarSection {

  static void write(RecordWriter out, Calendar calendar) throws IOException {
    out.writeLong(calendar.ticksPerDay());
    out.writeInt(calendar.size());
    for (int day = 0; day < calendar.size(); day++) {
      out.writeLong(calendar.day(day));
    }
  }

  static Calendar read(RecordReader in) throws IOException {
    long ticks = in.readLong();
    long[] days = new long[in.readCount(Long.BYTES)];
    for (int day = 0; day < days.length; day++) {
      days[day] = in.readLong();
    }
    return new Calendar(ticks, days);
  }

  private CalendarSection() {}
}
