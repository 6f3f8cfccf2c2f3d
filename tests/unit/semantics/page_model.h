// What the shell makes of the core's patches and frames, without a browser: a small DOM that is strict where a browser
// is patient. Whatever a patch says that makes no sense ends up in `faults`.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "semantics/mounted_tree.h"

namespace heidi {

struct PagePhrase {
    PhraseKind kind = PhraseKind::Text;
    std::string text = {};     // of Text and WrapAtSpace
    std::string element = {};  // of Open and Picture, as the rest
    int font = 0, ink = 0, decoration = 0;
    std::size_t look = 0;
    std::map<std::string, std::string> attributes = {};
    float width = 0, height = 0, gap = 0;
    int turn = 0;  // of Turn
};

struct PageElement {
    NodeId id = 0;
    std::string name;
    int placement = 0;
    bool scrolls = false;
    float gap = 0, x = 0, y = 0, width = 0, height = 0;
    float content_width = 0, content_height = 0;
    std::map<std::string, std::string> attributes;
    int font = 0, ink = static_cast<int>(Ink::Text), align = 0;
    float line_height = 0;
    std::size_t look = 0;
    int verb = 0;
    std::vector<PagePhrase> phrases;
    PageElement* parent = nullptr;
    std::vector<std::unique_ptr<PageElement>> children;

    std::string attribute(const std::string& attribute_name) const;
    // As a browser reads it aloud: without the ends of wrapped lines, blocks parted by line ends.
    std::string text() const;
};

class PageModel {
public:
    void apply_patch(std::string_view patch_json);
    void apply_frame(std::string_view frame_json);

    const PageElement* root() const { return root_.get(); }
    const PageElement* element(NodeId id) const;
    // The first in reading order with this element name whose aria-label or text is this; nullptr: there is none.
    const PageElement* find(std::string_view name, std::string_view label) const;
    // The first with this `part`; nullptr: there is none.
    const PageElement* part(std::string_view name) const;
    std::string text() const { return root_ ? root_->text() : std::string(); }

    // How many operations of each kind the last patch had: {{'+', 2}, {'t', 1}}.
    const std::map<char, int>& last_operations() const { return operations_; }
    const std::set<std::tuple<NodeId, int, int>>& tiles() const { return tiles_; }  // layer, column, row
    int last_tiles() const { return last_tiles_; }
    float height() const { return height_; }
    // As frames announced them.
    const std::vector<Look>& looks() const { return looks_; }
    const std::map<int, std::string>& fonts() const { return fonts_; }
    const std::vector<std::string>& faults() const { return faults_; }

private:
    struct Patch;  // page_model_patch.cpp: the only part that knows of JSON

    PageElement* mutable_element(NodeId id);
    void insert(NodeId parent, NodeId before, std::unique_ptr<PageElement> element);
    void remove(NodeId id);
    void forget(const PageElement& element);
    void fault(const std::string& what) { faults_.push_back(what); }

    std::unique_ptr<PageElement> root_;
    std::map<NodeId, PageElement*> by_id_;
    std::map<char, int> operations_;
    std::set<std::tuple<NodeId, int, int>> tiles_;
    int last_tiles_ = 0;
    float height_ = 0;
    std::vector<Look> looks_;
    std::map<int, std::string> fonts_;
    std::vector<std::string> faults_;
};

// Where the page first differs from the scene that it should show, in words; empty: nowhere. Blocks in the flow are
// compared where they come to lie, as the browser would lay them.
std::string difference(const PageModel& page, const NodeRef& scene, const std::vector<Look>& looks);

}  // namespace heidi
