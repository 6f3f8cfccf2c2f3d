#include <algorithm>
#include <cmath>
#include <numeric>

#include "views/flow_parts.h"
#include "views/paragraph.h"

namespace heidi {
namespace {

constexpr float cell_padding_x = 12;
constexpr float cell_padding_y = 8;

TextAlign align_of(const Block& table, std::size_t column) {
    if (column >= table.alignments.size()) return TextAlign::Start;
    switch (table.alignments[column]) {
        case Alignment::Center: return TextAlign::Center;
        case Alignment::Right: return TextAlign::End;
        default: return TextAlign::Start;
    }
}

std::size_t head_rows(const Block& table) { return table.headless || table.children.empty() ? 0 : 1; }

TextStyle style_of_row(const Block& table, std::size_t row, const Setting& setting) {
    return row < head_rows(table) ? setting.type.table.with_weight(700) : setting.type.table;
}

// Each column gets its least width, and what is left over in proportion to what it would like: CSS 2.1 §17.5.2.2.
std::vector<float> column_widths(const Block& table, float width, const Setting& setting) {
    std::size_t columns = 0;
    for (const Block& row : table.children) columns = std::max(columns, row.children.size());
    std::vector<float> least(columns, 0), most(columns, 0);
    for (std::size_t r = 0; r < table.children.size(); ++r)
        for (std::size_t c = 0; c < table.children[r].children.size(); ++c) {
            const IntrinsicWidth w =
                intrinsic_width_of(table.children[r].children[c].inlines, style_of_row(table, r, setting), setting);
            least[c] = std::max(least[c], std::ceil(w.least) + 2 * cell_padding_x);
            most[c] = std::max(most[c], std::ceil(w.most) + 2 * cell_padding_x + 1);
        }
    const float least_sum = std::accumulate(least.begin(), least.end(), 0.0f);
    const float most_sum = std::accumulate(most.begin(), most.end(), 0.0f);
    if (most_sum <= width || most_sum <= least_sum) return most_sum <= width ? most : least;
    const float share = std::max(0.0f, width - least_sum) / (most_sum - least_sum);
    for (std::size_t c = 0; c < columns; ++c) least[c] = std::floor(least[c] + (most[c] - least[c]) * share);
    return least;
}

struct TableSetting {
    const Block& table;
    const std::vector<float>& widths;
    FlowInk ink;
    const Setting& setting;
};

Node cell_node(const Block& cell, std::size_t row, std::size_t column, const TableSetting& in) {
    const TextStyle style = style_of_row(in.table, row, in.setting);
    const ParagraphOptions options{.tag = Tag::Group,
                                   .style = style,
                                   .ink = in.ink.text,
                                   .width = in.widths[column] - 2 * cell_padding_x,
                                   .align = align_of(in.table, column)};
    Node text = paragraph_node(cell.inlines, options, in.setting);
    Node node;
    node.tag = row < head_rows(in.table) ? Tag::HeaderCell : Tag::Cell;
    node.placement = Placement::Inline;
    node.width = in.widths[column];
    node.height = text.height + 2 * cell_padding_y;
    node.add(cell_padding_x, cell_padding_y, std::move(text));
    return node;
}

Node row_node(std::size_t row, const TableSetting& in) {
    const std::vector<Block>& cells = in.table.children[row].children;
    Node node;
    node.tag = Tag::Row;
    node.placement = Placement::Inline;
    node.look = {.rule = row < head_rows(in.table) ? Ink::Muted : Ink::Line};
    std::vector<Node> made;
    for (std::size_t c = 0; c < cells.size(); ++c) {
        made.push_back(cell_node(cells[c], row, c, in));
        node.height = std::max(node.height, made.back().height);
    }
    node.height += 1;  // the line below it
    for (std::size_t c = 0; c < made.size(); ++c) {
        made[c].height = node.height;
        const float x = node.width;
        node.width += made[c].width;
        node.add(x, 0, std::move(made[c]));
    }
    return node;
}

Node rows_node(Tag tag, std::size_t first, std::size_t last, const TableSetting& in) {
    Node node;
    node.tag = tag;
    node.placement = Placement::Inline;
    for (std::size_t row = first; row < last; ++row) {
        Node made = row_node(row, in);
        node.width = std::max(node.width, made.width);
        const float y = node.height;
        node.height += made.height;
        node.add(0, y, std::move(made));
    }
    return node;
}

}  // namespace

Node table_node(const Block& table, float width, FlowInk ink, const Setting& setting) {
    const std::vector<float> widths = column_widths(table, width, setting);
    const TableSetting in{table, widths, ink, setting};
    Node node;
    node.tag = Tag::Table;
    node.width = std::accumulate(widths.begin(), widths.end(), 0.0f);
    const std::size_t head = head_rows(table);
    for (Node part :
         {rows_node(Tag::TableHead, 0, head, in), rows_node(Tag::TableBody, head, table.children.size(), in)}) {
        if (part.children.empty()) continue;
        const float y = node.height;
        node.height += part.height;
        node.add(0, y, std::move(part));
    }
    if (node.width <= width) return node;
    Node scroller;
    scroller.scrolls = true;
    scroller.set(AttributeName::TabIndex, "0");
    scroller.width = width;
    scroller.content_width = node.width;
    scroller.height = node.height;
    scroller.content_height = node.height;
    scroller.add(0, 0, std::move(node));
    return scroller;
}

}  // namespace heidi
